import type { OpenAPIV3_1 } from "openapi-types";
import type { JsonObject } from "../../contract/json-object.ts";
import { CONTRACT } from "../../contract/openapi.ts";
import { OPERATION } from "../../contract/operation.ts";

/** As the vendor divides the path. */
const BASE_PATH = "/auth/v1";
const PATH = OPERATION.pathTemplate;

/** The contract of this suite as the vendor's servers publish theirs: OpenAPI 2.0, media types beside the paths. */
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
    // OpenAPI 2 has no bearer tokens: its documents say that a key goes into the field.
    securityDefinitions: { bearer: { type: "apiKey", in: "header", name: "Authorization" } },
    security: [{ bearer: [] }],
  };
}

/** Schemas have another place in OpenAPI 2 ("Swagger Object", definitions). */
function relocated(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  const text = JSON.stringify(document).replaceAll("#/components/schemas/", "#/definitions/");
  return JSON.parse(text) as OpenAPIV3_1.Document;
}

/** The type of a parameter stands in itself. */
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
