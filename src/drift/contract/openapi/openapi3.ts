import { isJsonObject, own, readString, type JsonObject } from "../../../contract/json-object.ts";
import { listOf, objectOf, resolve } from "./document.ts";
import { mediaTypesOf, parameterOf, parametersOf } from "./parts.ts";
import { reduce, type Dialect, type OperationPlace } from "./reduce.ts";
import type { SchemaReducer } from "./reduce-schema.ts";
import type { ContractProblem, ContractSnapshot, ParameterSnapshot, ResponseSnapshot } from "./snapshot.ts";

/** Reduces an OpenAPI 3.0 or 3.1 document, such as this suite's own, to the operation of this suite. */
export function reduceOpenApi3(document: unknown): ContractSnapshot | ContractProblem {
  return reduce(document, DIALECT);
}

const DIALECT: Dialect = {
  whyNot: (document) =>
    readString(own(document, "openapi"))?.startsWith("3.") === true ? undefined : "is no OpenAPI 3",
  basePath: pathOfServer,
  parameters: (place, schemas) => [
    ...parametersOf(place).map((each) => parameterOf(each, schemas.reduce(schemaOf(each)))),
    ...bodyOf(place, schemas),
  ],
  response: (response, _, schemas) => reduceContent(objectOf(response, "content"), schemas),
  schemes: (document) => objectOf(objectOf(document, "components"), "securitySchemes"),
};

/** The first server of the innermost list counts ("Server Object"); its host is not part of the contract. */
function pathOfServer({ document, item, operation }: OperationPlace): string {
  const [server] = listOf(operation, "servers") ?? listOf(item, "servers") ?? listOf(document, "servers") ?? [];
  const url = isJsonObject(server) ? (readString(own(server, "url")) ?? "") : "";
  return url.replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*/i, "").replace(/\/$/, "");
}

/** A parameter has a schema, or one media type with a schema ("Parameter Object", content). */
function schemaOf(parameter: JsonObject): unknown {
  return own(parameter, "schema") ?? schemaIn(objectOf(parameter, "content"));
}

/** The body of a request, as a parameter like in OpenAPI 2. */
function bodyOf({ document, operation }: OperationPlace, schemas: SchemaReducer): readonly ParameterSnapshot[] {
  const given = own(operation, "requestBody");
  if (given === undefined) return [];
  const body = resolve(document, given);
  const parameter = { in: "body", name: "body", required: own(body, "required") };
  return [parameterOf(parameter, schemas.reduce(schemaIn(objectOf(body, "content"))))];
}

function reduceContent(content: JsonObject, schemas: SchemaReducer): ResponseSnapshot {
  const written = Object.keys(content);
  if (written.length === 0) return { mediaTypes: [] };
  return { mediaTypes: mediaTypesOf(written), schema: schemas.reduce(schemaIn(content)) };
}

/** The schema of the JSON content: a protobuf message has a descriptor, not a schema. */
function schemaIn(content: JsonObject): unknown {
  const json = own(content, "application/json") ?? Object.values(content)[0];
  return isJsonObject(json) ? own(json, "schema") : undefined;
}
