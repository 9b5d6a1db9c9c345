import { isJsonObject, own, readString, type JsonObject } from "../../../contract/json-object.ts";
import { OPERATION } from "../../../contract/operation.ts";
import { DocumentError, listOf, objectOf, resolve } from "./document.ts";
import { pathShape } from "./path-shape.ts";
import { SchemaReducer } from "./reduce-schema.ts";
import { reducePermissions, reduceSecurity } from "./reduce-security.ts";
import type {
  ContractProblem,
  ContractSnapshot,
  OperationSnapshot,
  ParameterSnapshot,
  ResponseSnapshot,
} from "./snapshot.ts";

/** The parts that each version of OpenAPI writes differently. */
export interface Dialect {
  /** Why the document is not of this version, or undefined when it is. */
  readonly whyNot: (document: JsonObject) => string | undefined;
  /** Prefix of the document's paths, without a trailing slash. */
  readonly basePath: (place: OperationPlace) => string;
  readonly parameters: (place: OperationPlace, schemas: SchemaReducer) => readonly ParameterSnapshot[];
  readonly response: (response: JsonObject, place: OperationPlace, schemas: SchemaReducer) => ResponseSnapshot;
  /** Security schemes by name. */
  readonly schemes: (document: JsonObject) => JsonObject;
}

/** An operation and what surrounds it in its document. */
export interface OperationPlace {
  readonly document: JsonObject;
  /** Path Item Object. */
  readonly item: JsonObject;
  readonly operation: JsonObject;
  /** As in the document, without the base path. */
  readonly path: string;
  /** In lower case, as in documents. */
  readonly method: string;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Reduces a document to the operation of this suite, or says why it cannot be read. Never throws on a document. */
export function reduce(document: unknown, dialect: Dialect): ContractSnapshot | ContractProblem {
  if (!isJsonObject(document)) return { problem: "is no JSON object" };
  const problem = dialect.whyNot(document);
  if (problem !== undefined) return { problem };
  if (!isJsonObject(own(document, "paths"))) return { problem: "has no member paths" };
  try {
    const place = findOperation(document, dialect);
    return { operation: place === undefined ? null : reduceOperation(place, dialect) };
  } catch (error) {
    if (error instanceof DocumentError) return { problem: error.message };
    throw error;
  }
}

/** By its id under any path; otherwise by method and path with any id. */
function findOperation(document: JsonObject, dialect: Dialect): OperationPlace | undefined {
  const places = [...operationsOf(document)];
  return (
    places.find(({ operation }) => own(operation, "operationId") === OPERATION.operationId) ??
    places.find((place) => methodOf(place) === OPERATION.method && isDocumentedPath(wholePath(place, dialect)))
  );
}

function* operationsOf(document: JsonObject): Generator<OperationPlace> {
  const paths = objectOf(document, "paths");
  for (const path of Object.keys(paths)) {
    const item = objectOf(paths, path);
    for (const method of METHODS) {
      const operation = own(item, method);
      if (isJsonObject(operation)) yield { document, item, operation, path, method };
    }
  }
}

function methodOf({ method }: OperationPlace): string {
  return method.toUpperCase();
}

function wholePath(place: OperationPlace, dialect: Dialect): string {
  return `${dialect.basePath(place)}${place.path}`;
}

function isDocumentedPath(path: string): boolean {
  return pathShape(path) === `${OPERATION.pathPrefix}/{}`;
}

function reduceOperation(place: OperationPlace, dialect: Dialect): OperationSnapshot {
  const { document, operation } = place;
  const id = readString(own(operation, "operationId"));
  const schemas = new SchemaReducer(document);
  const responses = Object.entries(objectOf(operation, "responses")).filter(([status]) => !status.startsWith("x-"));
  const security = listOf(operation, "security") ?? listOf(document, "security") ?? [];
  return {
    ...(id === undefined ? {} : { id }),
    method: methodOf(place),
    path: wholePath(place, dialect),
    deprecated: own(operation, "deprecated") === true,
    parameters: [...dialect.parameters(place, schemas)].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    responses: Object.fromEntries(
      responses
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([status, response]) => [status, dialect.response(resolve(document, response), place, schemas)]),
    ),
    security: reduceSecurity(document, security, dialect.schemes(document)),
    permissions: reducePermissions(operation),
  };
}

function keyOf({ in: place, name }: ParameterSnapshot): string {
  return `${place} ${name}`;
}
