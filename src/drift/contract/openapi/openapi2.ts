import { own, readString, type JsonObject } from "../../../contract/json-object.ts";
import { listOf, objectOf, stringsOf } from "./document.ts";
import { mediaTypesOf, parameterOf, parametersOf } from "./parts.ts";
import { reduce, type Dialect, type OperationPlace } from "./reduce.ts";
import type { SchemaReducer } from "./reduce-schema.ts";
import type { ContractProblem, ContractSnapshot, ParameterSnapshot, ResponseSnapshot } from "./snapshot.ts";

/** Reduces an OpenAPI 2.0 document, as the vendor's servers publish it, to the operation of this suite. */
export function reduceOpenApi2(document: unknown): ContractSnapshot | ContractProblem {
  return reduce(document, DIALECT);
}

const DIALECT: Dialect = {
  whyNot: (document) => (own(document, "swagger") === "2.0" ? undefined : "is no OpenAPI 2.0"),
  basePath: ({ document }) => (readString(own(document, "basePath")) ?? "").replace(/\/$/, ""),
  parameters: (place, schemas) => parametersOf(place).map((parameter) => reduceParameter(parameter, schemas)),
  response: reduceResponse,
  schemes: (document) => objectOf(document, "securityDefinitions"),
};

/** The type is in the parameter itself, for a body in its schema; the body's name is not sent. */
function reduceParameter(parameter: JsonObject, schemas: SchemaReducer): ParameterSnapshot {
  if (own(parameter, "in") !== "body") return parameterOf(parameter, schemas.reduce(parameterSchema(parameter)));
  return { ...parameterOf(parameter, schemas.reduce(own(parameter, "schema"))), name: "body" };
}

/** `required` and `deprecated` are members of a parameter, but mean something else in a schema. */
function parameterSchema(parameter: JsonObject): JsonObject {
  return { type: own(parameter, "type"), format: own(parameter, "format") };
}

/**
 * Media types are beside the responses: the operation's own list, else the document's ("Operation Object", produces).
 */
function reduceResponse(
  response: JsonObject,
  { document, operation }: OperationPlace,
  schemas: SchemaReducer,
): ResponseSnapshot {
  const schema = own(response, "schema");
  if (schema === undefined) return { mediaTypes: [] };
  const owner = listOf(operation, "produces") === undefined ? document : operation;
  return { mediaTypes: mediaTypesOf(stringsOf(owner, "produces")), schema: schemas.reduce(schema) };
}
