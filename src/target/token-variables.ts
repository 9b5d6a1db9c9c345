import type { TokenName } from "../contract/case.ts";
import type { TargetDescriptor } from "./descriptor.ts";

/** Tokens that a user of the suite has anyway, by the names of their settings. */
const OWN: Readonly<Partial<Record<TokenName, string>>> = { subject: "ZITADEL_TOKEN", other: "ZITADEL_OTHER_TOKEN" };

/**
 * Tokens of users that a run made. They are no settings: a shell that has them, for commands to paste, still runs the
 * suite with its administrator.
 */
export const THROWAWAY_TOKENS: Readonly<Record<TokenName, string>> = {
  subject: "CONFORMANCE_SUBJECT_TOKEN",
  other: "CONFORMANCE_OTHER_TOKEN",
  expired: "CONFORMANCE_EXPIRED_TOKEN",
  deactivated: "CONFORMANCE_DEACTIVATED_TOKEN",
};

/** Environment variables that name a target's tokens in commands to paste. */
export function tokenVariables({ capabilities }: TargetDescriptor): Readonly<Partial<Record<TokenName, string>>> {
  return capabilities.mayWrite === "own-keys" ? THROWAWAY_TOKENS : OWN;
}
