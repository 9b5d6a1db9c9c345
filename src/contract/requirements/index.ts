import type { Requirement } from "../requirement.ts";
import { BAD_TOKEN } from "./bad-token.ts";
import { CONTENT_TYPES } from "./content-types.ts";
import { ERROR_BODY } from "./error-body.ts";
import { ISOLATION } from "./isolation.ts";
import { KEY_FORMS } from "./key-forms.ts";
import { LIFE } from "./life.ts";
import { METHODS } from "./methods.ts";
import { MISSING_KEY } from "./missing-key.ts";
import { PARITY } from "./parity.ts";
import { SUCCESS } from "./success.ts";
import { WIRE } from "./wire.ts";

/** The whole catalogue, in the order of its ids. */
export const REQUIREMENTS: readonly Requirement[] = [
  ...SUCCESS,
  ...MISSING_KEY,
  ...KEY_FORMS,
  ...BAD_TOKEN,
  ...ERROR_BODY,
  ...CONTENT_TYPES,
  ...METHODS,
  ...WIRE,
  ...PARITY,
  ...LIFE,
  ...ISOLATION,
];

const BY_ID = new Map(REQUIREMENTS.map((requirement) => [requirement.id, requirement]));

/** The requirement with this id. Throws when there is none: an id in our own data is wrong. */
export function requirement(id: string): Requirement {
  const found = BY_ID.get(id);
  if (found === undefined) throw new Error(`No requirement has the id ${id}`);
  return found;
}
