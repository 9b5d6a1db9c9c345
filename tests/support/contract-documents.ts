import { readFileSync } from "node:fs";
import { reduceOpenApi2 } from "../../src/drift/contract/openapi/openapi2.ts";
import type { ContractProblem, ContractSnapshot } from "../../src/drift/contract/openapi/snapshot.ts";

/** A document that tests may change. */
export type Document = Record<string, unknown>;

/** Values to set in a document, by JSON pointer (RFC 6901); undefined removes a member. */
export type Edits = Readonly<Record<string, unknown>>;

/** Releases whose published document the fixtures have, reduced to its structure. */
export const PUBLISHED_RELEASES = ["2.71.19", "4.0.0"] as const;

/** The pointer of the operation in the vendor's documents. */
export const OPERATION_POINTER = "/paths/~1users~1me~1metadata~1{key}/get";

/** The document that a release published. */
export function publishedBy(release: (typeof PUBLISHED_RELEASES)[number]): Document {
  const file = new URL(`../../fixtures/openapi/zitadel-v${release}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Document;
}

/** A copy of a document with edits. Every step but the last must exist, so that a mistyped pointer is an error. */
export function edited(document: Document, edits: Edits): Document {
  const copy = structuredClone(document);
  for (const [pointer, value] of Object.entries(edits)) {
    const names = pointer
      .slice(1)
      .split("/")
      .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = names.pop() ?? "";
    const parent = names.reduce((object, name) => object[name] as Document, copy);
    if (value !== undefined) parent[last] = value;
    // What is not there cannot be taken out.
    else if (!Reflect.has(parent, last) || !Reflect.deleteProperty(parent, last)) throw new Error(`no ${pointer}`);
  }
  return copy;
}

/** Reduces an OpenAPI 2 document that is known to be one. */
export function reduced(document: unknown): ContractSnapshot {
  return wellReduced(reduceOpenApi2(document));
}

/** Returns a snapshot, or throws an error with the reason. */
export function wellReduced(result: ContractSnapshot | ContractProblem): ContractSnapshot {
  if ("problem" in result) throw new Error(`the document ${result.problem}`);
  return result;
}
