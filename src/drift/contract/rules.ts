import type { RuleHead } from "../rules/rule.ts";

/**
 * Every rule of contract drift, `DRIFT-07xx` of OpenAPI documents and `DRIFT-08xx` of protobuf messages, modelled on
 * oasdiff's checks and buf's breaking change rules. Both judge by direction: a server may accept more in requests and
 * promise less variety in responses.
 */
export const CONTRACT_RULES = [
  // The operation.
  {
    id: "DRIFT-0701",
    slug: "operation-removed",
    grade: "breaking",
    statement: "The operation is gone from the document.",
  },
  {
    id: "DRIFT-0702",
    slug: "openapi-deprecation-added",
    grade: "risky",
    statement: "The operation, a parameter or a member is now deprecated: a later release may drop it.",
  },
  {
    id: "DRIFT-0703",
    slug: "openapi-deprecation-removed",
    grade: "compatible",
    statement: "The operation, a parameter or a member is no longer deprecated.",
  },
  {
    id: "DRIFT-0704",
    slug: "operation-added",
    grade: "compatible",
    statement: "The operation is new in the document.",
  },
  {
    id: "DRIFT-0705",
    slug: "operation-method-changed",
    grade: "breaking",
    statement: "The method of the operation changed.",
  },
  {
    id: "DRIFT-0706",
    slug: "operation-path-changed",
    grade: "breaking",
    statement: "The path of the operation changed.",
  },
  {
    id: "DRIFT-0707",
    slug: "operation-id-changed",
    grade: "risky",
    statement: "The id of the operation changed, by which generated clients name a function.",
  },
  // Parameters.
  { id: "DRIFT-0711", slug: "required-parameter-added", grade: "breaking", statement: "A required parameter is new." },
  {
    id: "DRIFT-0712",
    slug: "optional-parameter-added",
    grade: "compatible",
    statement: "An optional parameter is new.",
  },
  {
    id: "DRIFT-0713",
    slug: "parameter-removed",
    grade: "risky",
    statement: "A parameter is gone: what clients send in it has no effect.",
  },
  {
    id: "DRIFT-0714",
    slug: "parameter-renamed",
    grade: "breaking",
    statement: "The name of a parameter changed, and clients send it by its name.",
  },
  {
    id: "DRIFT-0715",
    slug: "path-parameter-renamed",
    grade: "risky",
    statement:
      "The name of a path parameter changed, by which generated clients name an argument; it is not sent by its name.",
  },
  {
    id: "DRIFT-0716",
    slug: "parameter-place-changed",
    grade: "breaking",
    statement: "A parameter is sent in another place.",
  },
  { id: "DRIFT-0717", slug: "parameter-became-required", grade: "breaking", statement: "A parameter is now required." },
  {
    id: "DRIFT-0718",
    slug: "parameter-became-optional",
    grade: "compatible",
    statement: "A parameter is no longer required.",
  },
  {
    id: "DRIFT-0719",
    slug: "parameter-type-changed",
    grade: "breaking",
    statement: "The type of a parameter changed.",
  },
  {
    id: "DRIFT-0720",
    slug: "parameter-format-changed",
    grade: "risky",
    statement: "The format of a parameter changed.",
  },
  // Responses.
  {
    id: "DRIFT-0731",
    slug: "success-response-removed",
    grade: "breaking",
    statement: "The response of a success is gone.",
  },
  { id: "DRIFT-0732", slug: "error-response-removed", grade: "risky", statement: "The response of an error is gone." },
  { id: "DRIFT-0733", slug: "response-added", grade: "compatible", statement: "A response is newly documented." },
  {
    id: "DRIFT-0734",
    slug: "response-media-type-removed",
    grade: "breaking",
    statement: "A media type of a response is gone.",
  },
  {
    id: "DRIFT-0735",
    slug: "response-media-type-added",
    grade: "compatible",
    statement: "A media type of a response is new.",
  },
  {
    id: "DRIFT-0736",
    slug: "response-content-removed",
    grade: "breaking",
    statement: "A response no longer has content.",
  },
  { id: "DRIFT-0737", slug: "response-content-added", grade: "compatible", statement: "A response now has content." },
  // Content of responses.
  {
    id: "DRIFT-0741",
    slug: "response-member-removed",
    grade: "breaking",
    statement: "A member of a response is gone.",
  },
  { id: "DRIFT-0742", slug: "response-member-added", grade: "compatible", statement: "A member of a response is new." },
  {
    id: "DRIFT-0743",
    slug: "response-type-changed",
    grade: "breaking",
    statement: "The type of a value in a response changed.",
  },
  {
    id: "DRIFT-0744",
    slug: "response-format-changed",
    grade: "breaking",
    statement: "The format of a value in a response changed.",
  },
  {
    id: "DRIFT-0745",
    slug: "response-format-removed",
    grade: "risky",
    statement: "A value in a response no longer has a format.",
  },
  {
    id: "DRIFT-0746",
    slug: "response-format-added",
    grade: "compatible",
    statement: "A value in a response now has a format.",
  },
  {
    id: "DRIFT-0747",
    slug: "response-member-became-optional",
    grade: "breaking",
    statement: "A member of a response may now be absent.",
  },
  {
    id: "DRIFT-0748",
    slug: "response-member-became-required",
    grade: "compatible",
    statement: "A member of a response is now always present.",
  },
  {
    id: "DRIFT-0749",
    slug: "response-additional-members-widened",
    grade: "risky",
    statement: "An object in a response may now hold further members.",
  },
  {
    id: "DRIFT-0750",
    slug: "response-additional-members-narrowed",
    grade: "compatible",
    statement: "An object in a response may hold fewer further members.",
  },
  {
    id: "DRIFT-0751",
    slug: "response-alternatives-changed",
    grade: "risky",
    statement: "The alternatives of a value in a response changed (oneOf or anyOf).",
  },
  // Credentials.
  {
    id: "DRIFT-0761",
    slug: "credentials-removed",
    grade: "breaking",
    statement: "A kind of credentials is no longer accepted.",
  },
  {
    id: "DRIFT-0762",
    slug: "credentials-added",
    grade: "compatible",
    statement: "Another kind of credentials is now accepted.",
  },
  {
    id: "DRIFT-0763",
    slug: "credentials-not-required",
    grade: "risky",
    statement: "The operation no longer requires credentials.",
  },
  { id: "DRIFT-0764", slug: "scope-added", grade: "breaking", statement: "A scope is newly required." },
  { id: "DRIFT-0765", slug: "scope-removed", grade: "compatible", statement: "A scope is no longer required." },
  {
    id: "DRIFT-0766",
    slug: "scopes-introduced",
    grade: "risky",
    statement: "Scopes are required of credentials that had none in the old contract.",
  },
  {
    id: "DRIFT-0767",
    slug: "openapi-permission-added",
    grade: "breaking",
    statement: "A permission is newly required.",
  },
  {
    id: "DRIFT-0768",
    slug: "openapi-permission-removed",
    grade: "risky",
    statement: "A permission is no longer required.",
  },
  // The RPC.
  { id: "DRIFT-0801", slug: "rpc-removed", grade: "breaking", statement: "The RPC is gone from its service." },
  {
    id: "DRIFT-0802",
    slug: "proto-deprecation-added",
    grade: "risky",
    statement: "The RPC, a message or a field is now deprecated: a later release may drop it.",
  },
  {
    id: "DRIFT-0803",
    slug: "proto-deprecation-removed",
    grade: "compatible",
    statement: "The RPC, a message or a field is no longer deprecated.",
  },
  { id: "DRIFT-0804", slug: "rpc-added", grade: "compatible", statement: "The RPC is new in its service." },
  { id: "DRIFT-0805", slug: "rpc-streaming-changed", grade: "breaking", statement: "The RPC streams differently." },
  {
    id: "DRIFT-0806",
    slug: "rpc-message-changed",
    grade: "breaking",
    statement: "The request or response message of the RPC changed.",
  },
  {
    id: "DRIFT-0807",
    slug: "rpc-http-binding-removed",
    grade: "breaking",
    statement: "A binding of the RPC to HTTP is gone.",
  },
  {
    id: "DRIFT-0808",
    slug: "rpc-http-binding-added",
    grade: "compatible",
    statement: "A binding of the RPC to HTTP is new.",
  },
  {
    id: "DRIFT-0809",
    slug: "rpc-permission-changed",
    grade: "breaking",
    statement: "The RPC requires another permission.",
  },
  {
    id: "DRIFT-0810",
    slug: "rpc-permission-removed",
    grade: "risky",
    statement: "The RPC no longer requires a permission.",
  },
  {
    id: "DRIFT-0811",
    slug: "error-detail-message-removed",
    grade: "breaking",
    statement: "The message that errors carry is gone.",
  },
  // Fields.
  {
    id: "DRIFT-0821",
    slug: "field-removed-unreserved",
    grade: "breaking",
    statement: "A field is gone, and its number and name are not reserved: both may come back with another meaning.",
  },
  {
    id: "DRIFT-0822",
    slug: "field-removed-reserved",
    grade: "breaking",
    statement: "A field is gone, and its number or name is reserved.",
  },
  { id: "DRIFT-0823", slug: "field-added", grade: "compatible", statement: "A field is new." },
  { id: "DRIFT-0824", slug: "required-field-added", grade: "breaking", statement: "A required field is new." },
  { id: "DRIFT-0825", slug: "field-number-changed", grade: "breaking", statement: "The number of a field changed." },
  {
    id: "DRIFT-0826",
    slug: "field-number-reused",
    grade: "breaking",
    statement: "Another field uses the number of a field.",
  },
  {
    id: "DRIFT-0827",
    slug: "field-json-name-changed",
    grade: "breaking",
    statement: "The JSON name of a field changed.",
  },
  {
    id: "DRIFT-0828",
    slug: "field-renamed",
    grade: "risky",
    statement: "The name of a field changed in generated code, and its JSON name did not.",
  },
  { id: "DRIFT-0829", slug: "field-type-changed", grade: "breaking", statement: "The type of a field changed." },
  {
    id: "DRIFT-0830",
    slug: "field-cardinality-changed",
    grade: "breaking",
    statement: "A field is now repeated, or no longer.",
  },
  { id: "DRIFT-0831", slug: "field-became-required", grade: "breaking", statement: "A field is now required." },
  {
    id: "DRIFT-0832",
    slug: "field-presence-changed",
    grade: "risky",
    statement: "Whether clients can tell an absent field from an empty one changed.",
  },
  {
    id: "DRIFT-0833",
    slug: "field-oneof-changed",
    grade: "breaking",
    statement: "A field joined a oneof, left it, or moved to another.",
  },
  {
    id: "DRIFT-0834",
    slug: "field-validation-changed",
    grade: "risky",
    statement: "The validation of a field changed.",
  },
  {
    id: "DRIFT-0835",
    slug: "reservation-removed",
    grade: "risky",
    statement: "A number or name is no longer reserved: it may be used again.",
  },
  {
    id: "DRIFT-0836",
    slug: "reservation-added",
    grade: "cosmetic",
    statement: "A number or name is newly reserved, and no field had it.",
  },
  // Enums.
  { id: "DRIFT-0841", slug: "enum-value-removed", grade: "breaking", statement: "A value of an enum is gone." },
  {
    id: "DRIFT-0842",
    slug: "enum-value-added",
    grade: "risky",
    statement: "A value of an enum is new: clients may not know it.",
  },
  {
    id: "DRIFT-0843",
    slug: "enum-value-number-changed",
    grade: "breaking",
    statement: "The number of a value of an enum changed.",
  },
  {
    id: "DRIFT-0844",
    slug: "enum-value-renamed",
    grade: "breaking",
    statement: "The name of a value of an enum changed, and JSON writes the name.",
  },
] as const satisfies readonly RuleHead[];

/** Slug of an existing rule. */
export type ContractRuleSlug = (typeof CONTRACT_RULES)[number]["slug"];
