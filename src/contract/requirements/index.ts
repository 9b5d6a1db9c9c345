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
export const REQUIREMENTS = [
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
] as const satisfies readonly Requirement[];

/** A requirement of the catalogue. */
export type CatalogueRequirement = (typeof REQUIREMENTS)[number];

/** Id of a requirement of the catalogue. */
export type RequirementId = CatalogueRequirement["id"];

const BY_ID = new Map<string, CatalogueRequirement>(REQUIREMENTS.map((requirement) => [requirement.id, requirement]));

/** The requirement with this id. Throws when there is none: an id in our own data is wrong. */
export function requirement(id: string): CatalogueRequirement {
  const found = BY_ID.get(id);
  if (found === undefined) throw new Error(`No requirement has the id ${id}`);
  return found;
}
