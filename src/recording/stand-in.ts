import { escapeRegExp } from "../util/escape-regexp.ts";

/**
 * What stands in a recording for a token: as long, so that every length in an answer still fits, and made of words, so
 * that nobody takes it for a secret. What is no letter or digit stays: it decides how the token is percent-encoded.
 */
export function tokenStandIn(name: string, token: string): string {
  const words = `${name}tokenoftherecording`;
  let used = 0;
  return token.replace(/[A-Za-z0-9]/g, (character, at: number) => {
    // The credential `tampered` ends in AA, or in BB where the token ends so: the same must be true of what stands for it.
    if (character === "A" && at >= token.length - 2) return character;
    return words.charAt(used++ % words.length);
  });
}

/** Replaces the target's host by another name of the same length. */
export type HostConcealer = (text: string) => string;

/** A private address in IPv4 and a name that only a private network knows: what is at another port there is a leak. */
const PRIVATE_PART = /^(?:10|127\.0|192\.168|172\.\d\d)(?=\.)|\.svc\.cluster\.local$|\.internal$/;

/** Conceals the host of an origin. One at the target's own port is nobody's; at another port it stays private. */
export function hostConcealer(origin: string): HostConcealer {
  const { hostname, port } = new URL(origin);
  const anywhere = `(?<![\\w.-])${escapeRegExp(hostname)}(?![\\w-]|\\.\\w)`;
  const elsewhere = new RegExp(`${anywhere}(?=:\\d)(?!:(?:${port === "" ? "80|443" : port})(?!\\d))`, "g");
  const own = "localhost".slice(-hostname.length).padStart(hostname.length, "x");
  const [kept = ""] = PRIVATE_PART.exec(hostname) ?? [];
  const other = kept === "" ? own : privateStandIn(hostname, kept);
  return (text) => text.replace(elsewhere, other).replace(new RegExp(anywhere, "g"), own);
}

function privateStandIn(hostname: string, kept: string): string {
  const rest = hostname.startsWith(kept) ? hostname.slice(kept.length) : hostname.slice(0, -kept.length);
  return hostname.startsWith(kept) ? kept + rest.replace(/\d/g, "0") : rest.replace(/[^.]/g, "x") + kept;
}
