import { randomBytes } from "node:crypto";
import type { TokenName } from "../../contract/case.ts";
import { cutShort } from "../../runner/credentials.ts";

/** Made-up tokens in place of the recorded users' tokens. */
export type RecordedTokens = Readonly<Record<TokenName, string>>;

/** Creates new tokens for each run, so that nothing depends on their values. */
export function makeTokens(): RecordedTokens {
  const make = (name: string): string => `recorded-${name}-${randomBytes(12).toString("hex")}`;
  return { subject: make("subject"), other: make("other"), expired: make("expired"), deactivated: make("off") };
}

/** What a placeholder says that a case cut off. */
const CUTS: ReadonlyMap<string, (token: string) => string> = new Map([
  ["cut-short", cutShort],
  ["without-its-last-character", (token: string) => token.slice(0, -1)],
  ["without-its-last-two-characters", (token: string) => token.slice(0, -2)],
]);

/** Replaces a recording's placeholders by the made-up tokens. */
export function withTokens(text: string, tokens: RecordedTokens): string {
  return text.replace(
    /\{\{token:(subject|other|off|expired)(?::([a-z-]+))?\}\}/g,
    (_, name, cut: string | undefined) => {
      const token = tokens[name === "off" ? "deactivated" : (name as TokenName)];
      return CUTS.get(cut ?? "")?.(token) ?? token;
    },
  );
}
