import assert from "node:assert/strict";
import { test } from "node:test";
import { documentedRequest, PAGE_SAMPLE, PLACEHOLDERS, readGeneratedSamples } from "./generated.ts";
import type { Values } from "./fill.ts";
import type { Prepare } from "./language.ts";
import { LANGUAGES } from "./languages/index.ts";
import { breakSample, readSamples } from "./sample.ts";

const VALUES: Values = { baseUrl: "https://auth.example:8443/base", key: "a/b 'c'", token: "se.cr-et_~+/==" };

function prepareWithout(...missing: string[]): Prepare {
  return ({ program }) =>
    Promise.resolve({
      how: missing.includes(program) ? "missing" : "exit",
      code: 0,
      stdout: "version 8.0.1",
      stderr: "",
    });
}

test("the samples were generated for the request of our document", () => {
  const generated = readGeneratedSamples();
  assert.deepEqual(generated.request, documentedRequest());
  assert.equal(generated.samples.length, 19);
  assert.equal(new Set(generated.samples.map(({ language }) => language)).size, 9);
});

test("the page's own sample is equal to the generated one", () => {
  const curl = readGeneratedSamples().samples.find(({ variant }) => variant === "cURL")?.code.https;
  const filled = PAGE_SAMPLE.replace("$CUSTOM-DOMAIN", PLACEHOLDERS.host)
    .replace(":key", PLACEHOLDERS.key)
    .replace("<TOKEN>", PLACEHOLDERS.token);
  assert.equal(filled, curl);
});

for (const baseUrl of [
  "https://auth.example:8443/base",
  "https://auth.example",
  "http://auth.example",
  "http://127.0.0.1:8080",
]) {
  for (const sample of readSamples()) {
    test(`${sample.language} ${sample.variant} is filled in for ${baseUrl}`, () => {
      const code = sample.fill({ ...VALUES, baseUrl });
      const url = new URL(baseUrl);
      assert.doesNotMatch(code, /PLACEHOLDER|custom-domain|CUSTOM-DOMAIN|65535|:key|<TOKEN>/i);
      assert.equal(code.includes("Bearer se.cr-et_~+/=="), true);
      assert.equal(code.includes(url.hostname), true);
      assert.equal(
        code.includes(`${url.pathname === "/" ? "" : url.pathname}/auth/v1/users/me/metadata/a%2Fb%20%27c%27`),
        true,
      );
      assert.equal(code.includes(url.port), true);
      assert.notEqual(breakSample(sample).fill({ ...VALUES, baseUrl }), code);
    });
  }
}

test("a token that could end a string in a sample is refused, and not shown", () => {
  for (const sample of readSamples()) {
    assert.throws(
      () => sample.fill({ ...VALUES, token: "to'ken; rm" }),
      (error: unknown) =>
        error instanceof Error && error.message.includes("ZITADEL_TOKEN") && !error.message.includes("rm"),
    );
  }
});

for (const [name, prepare] of [
  ["every tool chain", prepareWithout()],
  ["Mono in place of .NET", prepareWithout("dotnet")],
] as const) {
  test(`with ${name} each sample has a way to run`, async () => {
    for (const language of LANGUAGES) {
      const toolChain = await language.find(prepare);
      const samples = readSamples().filter((sample) => sample.language === language.id);
      assert.ok(samples.length > 0, String(samples.length));
      assert.deepEqual(Object.keys(toolChain?.variants ?? {}).sort(), samples.map(({ variant }) => variant).sort());
    }
  });
}

test("no language is found without its tool chain, except the Node.js that runs the suite", async () => {
  const prepare: Prepare = () => Promise.resolve({ how: "missing", code: null, stdout: "", stderr: "" });
  const found = await Promise.all(
    LANGUAGES.map(async (language) => ((await language.find(prepare)) ? [language.id] : [])),
  );
  assert.deepEqual(found.flat(), ["nodejs"]);
});
