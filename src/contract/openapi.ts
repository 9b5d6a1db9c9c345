import { readFileSync } from "node:fs";
import type { OpenAPIV3_1 } from "openapi-types";
import { packageFile } from "../package-file.ts";
import { OPERATION } from "./operation.ts";

/** Path of the contract document. */
export const CONTRACT_FILE = packageFile("schemas/get-my-metadata.openapi.json");

/** The documented operation as OpenAPI 3.1: ZITADEL API reference, Get My User Metadata By Key. */
export const CONTRACT = JSON.parse(readFileSync(CONTRACT_FILE, "utf8")) as OpenAPIV3_1.Document;

/** The reference, such as `#/components/schemas/RpcStatus`, of the schema of a documented response as JSON. */
export function schemaOf(status: "200" | "default"): string {
  const operation = CONTRACT.paths?.[OPERATION.pathTemplate]?.get;
  const response = operation?.responses[status];
  const schema =
    response !== undefined && "content" in response ? response.content["application/json"]?.schema : undefined;
  if (schema === undefined || !("$ref" in schema))
    throw new Error(`The contract has no schema for the response ${status}`);
  return schema.$ref;
}
