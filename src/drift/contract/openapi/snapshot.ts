/**
 * The contract of the operation in one OpenAPI document: only its structure, independent of the OpenAPI version, and
 * none of the document's prose. Lists and members have a stable order, so that equal contracts are equal JSON.
 * `schemas/contract-snapshot.schema.json` describes it.
 */
export interface ContractSnapshot {
  /** Null when the document does not have the operation. */
  readonly operation: OperationSnapshot | null;
}

/** Why a document could not be reduced to a snapshot, to continue "the document …": `has no member paths`. */
export interface ContractProblem {
  readonly problem: string;
}

/** One operation (OpenAPI 2.0 and 3.1.0, "Operation Object"). */
export interface OperationSnapshot {
  /** Its operationId, if any. */
  readonly id?: string;
  /** In capitals. */
  readonly method: string;
  /** The whole path with its parameters in braces, the base path of the document included. */
  readonly path: string;
  readonly deprecated: boolean;
  /** By place and name. */
  readonly parameters: readonly ParameterSnapshot[];
  /** By status: `200`, `4XX`, `default`. */
  readonly responses: Readonly<Record<string, ResponseSnapshot>>;
  /** Alternatives, one of which suffices; an empty one requires nothing. The list is never empty. */
  readonly security: readonly (readonly CredentialSnapshot[])[];
  /** Permissions that the vendor's extensions (`x-…permission…`) require of the caller. */
  readonly permissions: readonly string[];
}

/** One parameter; the body of a request is one in the place `body`, as in OpenAPI 2. */
export interface ParameterSnapshot {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly type?: string;
  readonly format?: string;
}

/** One response: its media types in lower case, and the schema of its content as JSON; without content, neither. */
export interface ResponseSnapshot {
  readonly mediaTypes: readonly string[];
  readonly schema?: SchemaSnapshot;
}

/**
 * A schema with its references resolved. Absent members have their defaults, such as `true` for additionalProperties.
 */
export interface SchemaSnapshot {
  /** Several types are joined by `|`, in order; absent, any type. */
  readonly type?: string;
  readonly format?: string;
  readonly deprecated?: true;
  /** True where a schema contains itself: not followed any further. */
  readonly recursive?: true;
  readonly members?: Readonly<Record<string, SchemaSnapshot>>;
  /** Names of members that are always present. */
  readonly required?: readonly string[];
  readonly items?: SchemaSnapshot;
  /** Members besides the named ones: false for none, or their schema. */
  readonly additional?: false | SchemaSnapshot;
  /** Schemas of which one or more apply (oneOf, anyOf). */
  readonly alternatives?: readonly SchemaSnapshot[];
}

/** One kind of credentials. */
export interface CredentialSnapshot {
  /** How they are sent: `bearer`, `basic`, `apiKey header x-key`. A token of OAuth 2 is sent as a bearer (RFC 6750 §2.1). */
  readonly scheme: string;
  /** Absent where the scheme has no scopes. */
  readonly scopes?: readonly string[];
}
