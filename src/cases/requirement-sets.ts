import type { RequirementId } from "../contract/requirements/index.ts";
import type { CaseRequest, Credential } from "../contract/case.ts";

/** Requirements on every answer. */
export const ALWAYS: readonly RequirementId[] = ["GMM-0801", "GMM-0507"];

/** Requirements on every answer to a well-formed request. */
export const WELL_FORMED: readonly RequirementId[] = [...ALWAYS, "GMM-0309"];

/** Requirements of the wire format on every answer. */
const ANSWER: readonly RequirementId[] = [
  "GMM-0603",
  "GMM-0607",
  "GMM-0610",
  "GMM-0612",
  "GMM-0508",
  "GMM-0802",
  "GMM-0803",
  "GMM-0804",
  "GMM-0805",
  "GMM-0807",
  "GMM-0817",
  "GMM-0825",
];

/** Requirements on every success. */
export const SUCCESS: readonly RequirementId[] = [
  "GMM-0102",
  "GMM-0103",
  "GMM-0104",
  "GMM-0105",
  "GMM-0106",
  "GMM-0107",
  "GMM-0108",
  "GMM-0109",
  "GMM-0110",
  "GMM-0111",
  "GMM-0112",
  "GMM-0113",
  "GMM-0114",
  "GMM-0115",
  "GMM-0116",
  "GMM-0117",
  "GMM-0120",
  "GMM-0122",
  "GMM-0806",
  ...ANSWER,
  ...WELL_FORMED,
];

/** Requirements on every error. */
export const ERROR: readonly RequirementId[] = [
  "GMM-0206",
  "GMM-0501",
  "GMM-0502",
  "GMM-0503",
  "GMM-0504",
  "GMM-0505",
  "GMM-0506",
  "GMM-0509",
  "GMM-0510",
  "GMM-0511",
  "GMM-0513",
  ...ANSWER,
  ...ALWAYS,
];

/** Requirements on every 401. */
export const UNAUTHENTICATED: readonly RequirementId[] = [...ERROR, "GMM-0309", "GMM-0412", "GMM-0413"];

/** Both sets, for answers that may be either; those of the other kind are inapplicable. */
export const EITHER: readonly RequirementId[] = [...new Set([...SUCCESS, ...ERROR])];

/** The documented request for a key with the user's own token. */
export function requestFor(key: string, credential: Credential = "subject"): CaseRequest {
  return { key, credential };
}
