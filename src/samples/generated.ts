import { readFileSync } from "node:fs";
import { OPERATION } from "../contract/operation.ts";
import { packageFile } from "../package-file.ts";

/** Placeholders for the values that are filled in at run time. */
export const PLACEHOLDERS = {
  host: "custom-domain.example",
  port: "65535",
  key: "KEY-PLACEHOLDER",
  token: "TOKEN-PLACEHOLDER",
};

/** Scheme and port change more of the code than the address, so each sample is generated in four forms. */
export const ORIGINS = [
  { id: "https", origin: `https://${PLACEHOLDERS.host}` },
  { id: "https-port", origin: `https://${PLACEHOLDERS.host}:${PLACEHOLDERS.port}` },
  { id: "http", origin: `http://${PLACEHOLDERS.host}` },
  { id: "http-port", origin: `http://${PLACEHOLDERS.host}:${PLACEHOLDERS.port}` },
] as const;

/** One of the four forms of a sample. */
export type Origin = (typeof ORIGINS)[number]["id"];

/** The request that the samples are generated for. */
export interface SampleRequest {
  readonly method: string;
  /** With `{key}` in it. */
  readonly path: string;
  readonly accept: string;
}

/** One generated sample, with its placeholders. */
interface GeneratedSample {
  readonly language: string;
  readonly variant: string;
  readonly code: Readonly<Record<Origin, string>>;
}

/** fixtures/samples.json. */
export interface GeneratedSamples {
  readonly generator: string;
  readonly licence: string;
  readonly options: object;
  readonly request: SampleRequest;
  readonly samples: readonly GeneratedSample[];
}

const FIXTURE = packageFile("fixtures/samples.json");
const DOCUMENT = packageFile("schemas/get-my-metadata.openapi.json");

/** The suite's samples. */
export function readGeneratedSamples(): GeneratedSamples {
  return JSON.parse(readFileSync(FIXTURE, "utf8")) as GeneratedSamples;
}

/** The request of our own OpenAPI document: its one path, and the media type of its success that is JSON. */
export function documentedRequest(): SampleRequest {
  const document = JSON.parse(readFileSync(DOCUMENT, "utf8")) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Responses }>>>>;
  };
  const [path, methods] = Object.entries(document.paths)[0] ?? [];
  const [method, operation] = Object.entries(methods ?? {})[0] ?? [];
  const [accept] = Object.keys(operation?.responses["200"]?.content ?? {});
  if (path === undefined || method === undefined || accept === undefined)
    throw new Error("The OpenAPI document has no operation with a success");
  return { method: method.toUpperCase(), path, accept };
}

type Responses = Readonly<Record<string, { readonly content: Readonly<Record<string, unknown>> }>>;

/**
 * The sample of the documentation page, character for character, as a separate variant: it equals the generated curl
 * sample only while page and generator agree.
 */
export const PAGE_SAMPLE = `curl -L 'https://$CUSTOM-DOMAIN${OPERATION.pathPrefix}/:key' \\
-H 'Accept: application/json' \\
-H 'Authorization: Bearer <TOKEN>'`;
