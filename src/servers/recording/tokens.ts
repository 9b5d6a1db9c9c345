import { randomBytes } from "node:crypto";
import type { TokenName } from "../../contract/case.ts";
import type { Recording } from "./format.ts";

/** Tokens in place of the recorded users' tokens. */
export type RecordedTokens = Readonly<Record<TokenName, string>>;

/** The tokens that stand for those of the recorded users. For a recording that lists none they are made up. */
export function tokensOf({ tokens }: Recording): RecordedTokens {
  return { ...madeUp(), ...tokens };
}

function madeUp(): RecordedTokens {
  const make = (name: string): string => `recorded-${name}-${randomBytes(12).toString("hex")}`;
  return { subject: make("subject"), other: make("other"), expired: make("expired"), deactivated: make("off") };
}

/** Replaces a recording's placeholders by the made-up tokens. */
export function withTokens(text: string, tokens: RecordedTokens): string {
  return text.replace(/\{\{token:(subject|other|off|expired)(?::without-its-last-([a-z-]+))?\}\}/g, (_, name, cut) => {
    const token = tokens[name === "off" ? "deactivated" : (name as TokenName)];
    if (cut === undefined) return token;
    return token.slice(0, cut === "character" ? -1 : -2);
  });
}
