import type { Configuration } from "../settings/configuration.ts";

export type { CaseRequest, Credential, Expectation, RestParts, RpcParts } from "../contract/case.ts";
export type { CodeName } from "../contract/codes.ts";
export type { Grade } from "../contract/grade.ts";
export type { Level } from "../contract/requirement.ts";
export type { Transport } from "../contract/transport.ts";
export type { Check, CheckInput, Finding, Violation } from "../checks/check.ts";
export type { Exchange, HeaderList, WireRequest, WireResponse } from "../protocol/exchange.ts";
export type { Details, Evidence, Metadata, Outcome } from "../protocol/outcome.ts";
export type { Configuration, OwnCase, OwnRequirement } from "../settings/configuration.ts";
export { nothing, PASS, violation } from "../checks/finding.ts";
export { header, headerValues, mediaType } from "../protocol/exchange.ts";
export { EITHER, ERROR, SUCCESS, UNAUTHENTICATED, WELL_FORMED } from "../cases/requirement-sets.ts";

/** Gives an editor the types of a configuration, and returns it as it is. */
export function defineConfiguration(configuration: Configuration): Configuration {
  return configuration;
}
