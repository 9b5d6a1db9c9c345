import { endOfToken, showEnd } from "../protocol/token-end.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";

/** Milliseconds that a run is expected to take at most. */
const LONG_RUN = 300_000;

/** A warning of each token of the settings that says that it may end before the run does; `now` is the server's time. */
export function tokenNotes(descriptor: TargetDescriptor, now: number): string[] {
  return givenTokens(descriptor).flatMap(([setting, token, then = ""]) => {
    const end = token === undefined ? undefined : endOfToken(token);
    if (end === undefined || end - now > LONG_RUN) return [];
    return [`${setting} ends at ${showEnd(end)}, which may be before the run does${then}: give one that lives longer.`];
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
