import type { Grade } from "./grade.ts";
import type { Transport } from "./transport.ts";

/** How binding a requirement is, as its source has it (RFC 2119). */
export type Level = "MUST" | "SHOULD" | "MAY";

/** What a requirement or a case is about; each group of ours has one file of requirements, one of cases and one spec. */
export type Group =
  | "success"
  | "missing-key"
  | "key-forms"
  | "bad-token"
  | "error-body"
  | "content-types"
  | "methods"
  | "wire"
  | "parity"
  | "life"
  | "isolation"
  /** A user's own, from their configuration. */
  | "own";

/** One numbered, citable statement about the vendor's operation. */
export interface Requirement {
  /** Opaque and stable: never reused, never given another meaning. */
  readonly id: string;
  readonly level: Level;
  /** How a violation in a new release affects clients. */
  readonly drift: Grade;
  readonly group: Group;
  readonly statement: string;
  /** Document and section. */
  readonly source: string;
  readonly transports: readonly Transport[];
}
