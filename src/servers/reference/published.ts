import type { OpenAPIV3_1 } from "openapi-types";
import type { JsonObject } from "../../contract/json-object.ts";
import { CONTRACT } from "../../contract/openapi.ts";
import { OPERATION } from "../../contract/operation.ts";

/** The vendor splits the path this way. */
const BASE_PATH = "/auth/v1";
const PATH = OPERATION.pathTemplate;

/**
 * This suite's contract in the form in which the vendor's servers publish theirs: OpenAPI 2.0, with media types beside
 * the paths.
 */
export function publishedDocument(): JsonObject {
  const { info, paths, components } = relocated(CONTRACT);
  const { operationId, parameters = [], responses = {} } = paths?.[PATH]?.get ?? {};
  const operation = { operationId, parameters: parameters.map(parameterOf), responses: responsesOf(responses) };
  return {
    swagger: "2.0",
    info: { title: info.title, version: info.version },
    basePath: BASE_PATH,
    produces: OPERATION.mediaTypes,
    paths: { [PATH.slice(BASE_PATH.length)]: { get: operation } },
    definitions: components?.schemas,
    // OpenAPI 2 has no bearer scheme: its documents describe an API key in the field.
    securityDefinitions: { bearer: { type: "apiKey", in: "header", name: "Authorization" } },
    security: [{ bearer: [] }],
  };
}

/** Schemas have another place in OpenAPI 2 ("Swagger Object", definitions). */
function relocated(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  const text = JSON.stringify(document).replaceAll("#/components/schemas/", "#/definitions/");
  return JSON.parse(text) as OpenAPIV3_1.Document;
}

/** In OpenAPI 2 the type is in the parameter itself. */
function parameterOf(parameter: OpenAPIV3_1.ReferenceObject | OpenAPIV3_1.ParameterObject): JsonObject {
  if ("$ref" in parameter) return { ...parameter };
  const { name, in: place, required, schema } = parameter;
  return { name, in: place, required, ...schema };
}

function responsesOf(responses: OpenAPIV3_1.ResponsesObject): JsonObject {
  const entries = Object.entries(responses).map(([status, response]) => {
    const content = "content" in response ? response.content : undefined;
    return [status, { description: response.description, schema: content?.["application/json"]?.schema }] as const;
  });
  return Object.fromEntries(entries);
}
