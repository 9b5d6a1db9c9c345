import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { documentedRequest, ORIGINS, PLACEHOLDERS, type GeneratedSamples } from "../src/samples/generated.ts";

/**
 * The generator behind docusaurus-openapi-docs. It is not a dependency: it is needed only when the document changes,
 * and its install script runs npm for each of its 35 generators.
 */
const GENERATOR = "postman-code-generators@2.1.1";

/** The library for the generator's input, which is installed with it. */
const COLLECTION = "postman-collection";

/** The options with which docusaurus-openapi-docs calls the generator. */
const OPTIONS = { longFormat: false, followRedirect: true, trimRequestBody: true };

/** The page's languages, each with its generators. JavaScript's fetch is built into Node.js. */
const GENERATORS = {
  curl: ["curl"],
  python: ["python-requests", "python-http.client"],
  go: ["golang"],
  nodejs: ["nodejs-axios", "nodejs-native", "nodejs-request", "nodejs-unirest", "js-fetch"],
  ruby: ["ruby"],
  csharp: ["csharp-httpclient", "csharp-restsharp"],
  php: ["php-curl", "php-guzzle", "php-httprequest2", "php-pecl-http"],
  java: ["java-okhttp", "java-unirest"],
  powershell: ["powershell-restmethod"],
} as const;

interface Generator {
  convert(request: unknown, options: object, done: (error: unknown, code: string) => void): void;
}

/** `npm run samples:generate [-- --check]`: writes fixtures/samples.json, or says whether it would change. */
function main(checks: boolean): number {
  const folder = mkdtempSync(join(tmpdir(), "sample-generator-"));
  try {
    const npm = ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", GENERATOR];
    execFileSync("npm", npm, { stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
    return write(`${JSON.stringify(generate(createRequire(join(folder, "package.json"))), null, 1)}\n`, checks);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function generate(require: NodeJS.Require): GeneratedSamples {
  const request = documentedRequest();
  const samples = Object.entries(GENERATORS).flatMap(([language, names]) =>
    names.map((name) => {
      const place = `postman-code-generators/codegens/${name}`;
      const about = require(`${place}/package.json`) as { com_postman_plugin: { variant: string } };
      const code = ORIGINS.map(({ id, origin }) => [id, convert(require, place, origin, request)]);
      const codes = Object.fromEntries(code) as GeneratedSamples["samples"][number]["code"];
      return { language, variant: about.com_postman_plugin.variant, code: codes };
    }),
  );
  const licence =
    "The code of the samples is written by postman-code-generators (Apache-2.0, Copyright Postman, Inc.).";
  return { generator: GENERATOR, licence, options: OPTIONS, request, samples };
}

function convert(
  require: NodeJS.Require,
  place: string,
  origin: string,
  { method, path, accept }: GeneratedSamples["request"],
): string {
  const { Request } = require(COLLECTION) as { Request: new (definition: object) => unknown };
  const generator = require(place) as Generator;
  const header = [
    { key: "Accept", value: accept },
    { key: "Authorization", value: `Bearer ${PLACEHOLDERS.token}` },
  ];
  const url = `${origin}${path.replace("{key}", PLACEHOLDERS.key)}`;
  let text: string | undefined;
  generator.convert(new Request({ method, url, header }), OPTIONS, (error, code) => {
    if (error !== null && error !== undefined) throw new Error(`${place} cannot write the sample`, { cause: error });
    text = code;
  });
  if (text === undefined) throw new Error(`${place} wrote nothing`);
  return text;
}

function write(text: string, checks: boolean): number {
  const path = fileURLToPath(new URL("../fixtures/samples.json", import.meta.url));
  if (!checks) {
    writeFileSync(path, text);
    return 0;
  }
  if (readFileSync(path, "utf8") === text) return 0;
  console.error(
    "fixtures/samples.json differs from the generator's output for the document: run npm run samples:generate",
  );
  return 1;
}

process.exitCode = main(process.argv.includes("--check"));
