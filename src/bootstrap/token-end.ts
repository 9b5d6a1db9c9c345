import type { TargetDescriptor } from "../target/descriptor.ts";

/** Milliseconds that a run is expected to take at most. */
const LONG_RUN = 300_000;

/** When a JWT ends (RFC 7519 §4.1.4), in milliseconds since the Unix epoch; undefined for any other token. */
function endOfToken(token: string): number | undefined {
  const [, payload, signature] = token.split(".");
  if (payload === undefined || signature === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    const exp = typeof claims === "object" && claims !== null && "exp" in claims ? claims.exp : undefined;
    return typeof exp === "number" ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}

/** A warning of each token that says that it may end before the run does; `now` is the server's time. */
export function tokenNotes({ tokens, access, provisioning }: TargetDescriptor, now: number): string[] {
  if (provisioning !== undefined) return [];
  const given = [
    ...(access === undefined ? [["ZITADEL_TOKEN", tokens.subject] as const] : []),
    ["ZITADEL_OTHER_TOKEN", tokens.other] as const,
  ];
  return given.flatMap(([setting, token]) => {
    const end = token === undefined ? undefined : endOfToken(token);
    if (end === undefined || end - now > LONG_RUN) return [];
    const when = new Date(end).toISOString().replace(/\.\d+Z$/, "Z");
    return [`${setting} ends at ${when}, which may be before the run does: give one that lives longer.`];
  });
}
