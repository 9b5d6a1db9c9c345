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

/** A warning of each token of the settings that says that it may end before the run does; `now` is the server's time. */
export function tokenNotes(descriptor: TargetDescriptor, now: number): string[] {
  return givenTokens(descriptor).flatMap(([setting, token, then = ""]) => {
    const end = token === undefined ? undefined : endOfToken(token);
    if (end === undefined || end - now > LONG_RUN) return [];
    const when = new Date(end).toISOString().replace(/\.\d+Z$/, "Z");
    return [`${setting} ends at ${when}, which may be before the run does${then}: give one that lives longer.`];
  });
}

/** Tokens that nobody renews, and what follows from their end; the run fetches and makes all others itself. */
function givenTokens({
  tokens,
  access,
  provisioning,
}: TargetDescriptor): (readonly [setting: string, token: string | undefined, then?: string])[] {
  if (provisioning === undefined) {
    const other = ["ZITADEL_OTHER_TOKEN", tokens.other] as const;
    return access === undefined ? [["ZITADEL_TOKEN", tokens.subject], other] : [other];
  }
  const admin = provisioning.access;
  return admin.kind === "token" ? [["ZITADEL_ADMIN_TOKEN", admin.token, ", and leave its users behind"]] : [];
}
