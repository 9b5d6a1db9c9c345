import type { ContractRuleSlug } from "./rules.ts";

/** A part of a contract that has no name of its own. */
type Whole =
  | "operation"
  | "method"
  | "path"
  | "operation-id"
  | "content"
  | "credentials"
  | "permission"
  | "rpc"
  | "streaming"
  | "request-message"
  | "response-message"
  | "http-bindings"
  | "message"
  | "error-message";

/** A part of a contract that has one; a response has its status. */
type Part = "parameter" | "response" | "media-type" | "member" | "scopes" | "field" | "enum-value";

/** One property of a part. */
type Aspect =
  | "name"
  | "json-name"
  | "number"
  | "type"
  | "format"
  | "cardinality"
  | "presence"
  | "oneof"
  | "validation"
  | "items"
  | "further-members"
  | "alternatives";

/** Numbers of fields, both ends included, or the name of one. */
export type Reserved = readonly [first: number, last: number] | string;

/** What of a contract differs. */
export type ContractSubject =
  | { readonly kind: Whole }
  | { readonly kind: Part; readonly name: string }
  | { readonly kind: "reservation"; readonly of: Reserved }
  | { readonly kind: Aspect; readonly of: ContractSubject };

/** A type of a schema by what a reader sees of it. */
export interface TypeShape {
  readonly type?: string;
  readonly format?: string;
  readonly recursive?: true;
}

/** A state that a part of a contract is in. */
export type State =
  | "documented"
  | "deprecated"
  | "not deprecated"
  | "required"
  | "optional"
  | "offered"
  | "content"
  | "no content"
  | "reserved"
  | "repeated"
  | "singular";

/** What one side of a difference has. */
export type ContractValue =
  | { readonly kind: "absent" }
  | { readonly kind: "state"; readonly state: State }
  /** A name or path as the contract writes it. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "type"; readonly type: TypeShape }
  | { readonly kind: "types"; readonly types: readonly TypeShape[] }
  /** Members that are not named: of any type, or none. */
  | { readonly kind: "further-members"; readonly allowed: "any" | "none" }
  | { readonly kind: "operation"; readonly method: string; readonly path: string }
  | { readonly kind: "parameter"; readonly in: string; readonly required: boolean; readonly type: TypeShape }
  | {
      readonly kind: "field";
      readonly name: string;
      readonly number: number;
      readonly type: string;
      readonly repeated: boolean;
    };

/** What differs, and what each side has of it. */
export interface ContractDifference {
  readonly subject: ContractSubject;
  readonly old: ContractValue;
  readonly new: ContractValue;
}

/** One difference in one place, before it meets those that have the same cause. */
export interface PlacedDifference extends ContractDifference {
  readonly rule: ContractRuleSlug;
  readonly place: string;
}

/** One side has nothing. */
export const ABSENT: ContractValue = { kind: "absent" };

/** A state as a value. */
export function state(name: State): ContractValue {
  return { kind: "state", state: name };
}

/** A text as a value, absent where there is none. */
export function text(value: string | undefined): ContractValue {
  return value === undefined ? ABSENT : { kind: "text", text: value };
}

/** A list as a value. */
export function list(items: readonly string[]): ContractValue {
  return { kind: "list", items };
}

/** The type of a schema as a value. */
export function typeValue(schema: TypeShape): ContractValue {
  return { kind: "type", type: typeShape(schema) };
}

/** A schema's type without what it holds. */
export function typeShape({ type, format, recursive }: TypeShape): TypeShape {
  return {
    ...(type === undefined ? {} : { type }),
    ...(format === undefined ? {} : { format }),
    ...(recursive === undefined ? {} : { recursive }),
  };
}
