import { CLAUSE_FAULTS } from "./clauses.ts";
import { CORS_FAULTS } from "./cors.ts";
import { SCENARIO_FAULTS } from "./scenarios.ts";
import { CREDENTIAL_FAULTS } from "./credentials.ts";
import { ERROR_FAULTS } from "./errors.ts";
import type { Fault } from "../fault.ts";
import { WIRE_FAULTS } from "./framing.ts";
import { KEY_FAULTS } from "./keys.ts";
import { MEDIA_FAULTS, METHOD_FAULTS } from "./media.ts";
import { PARITY_FAULTS } from "./parity.ts";
import { PAST_FAULTS } from "./past.ts";
import { SUBTLE_FAULTS } from "./subtle.ts";
import { SUCCESS_FAULTS } from "./success.ts";

/** Every fault that the reference server can be told to have. */
export const FAULTS: readonly Fault[] = [
  ...SUCCESS_FAULTS,
  ...KEY_FAULTS,
  ...CREDENTIAL_FAULTS,
  ...ERROR_FAULTS,
  ...MEDIA_FAULTS,
  ...METHOD_FAULTS,
  ...WIRE_FAULTS,
  ...CORS_FAULTS,
  ...PARITY_FAULTS,
  ...SCENARIO_FAULTS,
  ...CLAUSE_FAULTS,
  ...SUBTLE_FAULTS,
  ...PAST_FAULTS,
];
