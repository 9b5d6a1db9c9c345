import type { ContractRuleSlug } from "./rules.ts";

/** A part of a contract without a name. */
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

/** A part of a contract with a name; that of a response is its status. */
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

/** The subject of a difference in a contract. */
export type ContractSubject =
  | { readonly kind: Whole }
  | { readonly kind: Part; readonly name: string }
  | { readonly kind: "reservation"; readonly of: Reserved }
  | { readonly kind: Aspect; readonly of: ContractSubject };

/** A schema type for readers. */
export interface TypeShape {
  readonly type?: string;
  readonly format?: string;
  readonly recursive?: true;
}

/** A state of a part of a contract. */
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

/** The value on one side of a difference. */
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

/** What differs, and its value on each side. */
export interface ContractDifference {
  readonly subject: ContractSubject;
  readonly old: ContractValue;
  readonly new: ContractValue;
}

/** One difference in one place, before rows combine those with the same cause. */
export interface PlacedDifference extends ContractDifference {
  readonly rule: ContractRuleSlug;
  readonly place: string;
}

/** Absent on one side. */
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

/** A schema's type without its content. */
export function typeShape({ type, format, recursive }: TypeShape): TypeShape {
  return {
    ...(type === undefined ? {} : { type }),
    ...(format === undefined ? {} : { format }),
    ...(recursive === undefined ? {} : { recursive }),
  };
}
