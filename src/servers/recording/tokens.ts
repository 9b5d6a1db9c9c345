import { randomBytes } from "node:crypto";
import type { TokenName } from "../../contract/case.ts";

/** Made-up tokens that stand for the recorded users'. */
export type RecordedTokens = Readonly<Record<TokenName, string>>;

/** Tokens that are new each time, so that nothing can come to depend on them. */
export function makeTokens(): RecordedTokens {
  const make = (name: string): string => `recorded-${name}-${randomBytes(12).toString("hex")}`;
  return { subject: make("subject"), other: make("other"), expired: make("expired"), deactivated: make("off") };
}

/** Puts the made-up tokens in place of a recording's placeholders. */
export function withTokens(text: string, tokens: RecordedTokens): string {
  return text.replace(/\{\{token:(subject|other|off|expired)(?::without-its-last-([a-z-]+))?\}\}/g, (_, name, cut) => {
    const token = tokens[name === "off" ? "deactivated" : (name as TokenName)];
    if (cut === undefined) return token;
    return token.slice(0, cut === "character" ? -1 : -2);
  });
}
