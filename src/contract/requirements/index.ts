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
type CatalogueRequirement = (typeof REQUIREMENTS)[number];

/** Id of a requirement of the catalogue. */
export type CatalogueId = CatalogueRequirement["id"];

/** Id of a requirement that a user added. */
export type OwnId = `OWN-${string}`;

/** Id of any requirement. */
export type RequirementId = CatalogueId | OwnId;

/** A requirement whose id is one of ours or of a user's. */
export interface KnownRequirement extends Requirement {
  readonly id: RequirementId;
}

const BY_ID = new Map<string, KnownRequirement>(REQUIREMENTS.map((each) => [each.id, each]));

/** The requirement with this id. Throws when there is none: an id in our own data is wrong. */
export function requirement(id: string): KnownRequirement {
  const found = BY_ID.get(id);
  if (found === undefined) throw new Error(`No requirement has the id ${id}`);
  return found;
}

/** The requirement with this id, or undefined when this version of the suite has none. */
export function findRequirement(id: string): KnownRequirement | undefined {
  return BY_ID.get(id);
}

/** Every requirement; a user's own come last. */
export function everyRequirement(): readonly KnownRequirement[] {
  return [...BY_ID.values()];
}

/** Adds a user's own requirement. */
export function addRequirement(own: KnownRequirement & { readonly id: OwnId }): void {
  BY_ID.set(own.id, own);
}
