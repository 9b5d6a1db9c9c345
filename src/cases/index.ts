import type { Case } from "../contract/case.ts";
import type { Group } from "../contract/requirement.ts";
import { BAD_TOKEN_CASES } from "./bad-token.ts";
import { CONTENT_TYPE_CASES } from "./content-types.ts";
import { ERROR_BODY_CASES } from "./error-body.ts";
import { ISOLATION_CASES } from "./isolation.ts";
import { KEY_FORM_CASES } from "./key-forms.ts";
import { LIFE_CASES } from "./life.ts";
import { METHOD_CASES } from "./methods.ts";
import { MISSING_KEY_CASES } from "./missing-key.ts";
import { PARITY_CASES } from "./parity.ts";
import { PATH_CASES } from "./paths.ts";
import { SUCCESS_CASES } from "./success.ts";
import { CORS_CASES, WIRE_CASES } from "./wire.ts";

const ALL: Case[] = [
  ...SUCCESS_CASES,
  ...MISSING_KEY_CASES,
  ...KEY_FORM_CASES,
  ...PATH_CASES,
  ...BAD_TOKEN_CASES,
  ...ERROR_BODY_CASES,
  ...CONTENT_TYPE_CASES,
  ...METHOD_CASES,
  ...WIRE_CASES,
  ...CORS_CASES,
  ...PARITY_CASES,
  ...LIFE_CASES,
  ...ISOLATION_CASES,
].map(withoutRepeats);

/** Every case, with each requirement listed once; a user's own come last. */
export const CASES: readonly Case[] = ALL;

/** Adds a user's own case. */
export function addCase(own: Case): void {
  ALL.push(withoutRepeats(own));
}

/** The cases of one group. */
export function casesOf(group: Group): readonly Case[] {
  return CASES.filter((testCase) => testCase.group === group);
}

function withoutRepeats(testCase: Case): Case {
  return { ...testCase, requirements: [...new Set(testCase.requirements)] };
}
