import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Statement } from "../../src/report/conformance.ts";
import { installPackage } from "../support/installed-package.ts";

/** For tests that need no folder of their own. */
const shared = installPackage();

// Each test spends most of its time waiting for processes.
describe("the package", { concurrency: 2 }, () => {
  test("init, a run with the configuration that it wrote, and its report", async () => {
    const { folder, run } = installPackage();
    const init = await run(["init"]);
    assert.equal(init.code, 0, init.text);
    for (const path of [".env.example", "conformance.config.mjs", ".github/workflows/conformance.yml"]) {
      assert.ok(existsSync(join(folder, path)), path);
    }
    const { code, text } = await run(["run", "--grep", "own/|success/text "]);
    assert.equal(code, 0, text);
    const { results } = JSON.parse(readFileSync(join(folder, "results/conformance.json"), "utf8")) as Statement;
    const own = results.filter(({ requirement }) => requirement.startsWith("OWN-"));
    assert.deepEqual(
      own.map(({ requirement, transport, verdict }) => `${requirement} ${transport} ${verdict}`).sort(),
      ["OWN-0001 rest pass", "OWN-0002 grpc pass", "OWN-0002 grpc-web pass", "OWN-0002 rest pass"],
    );
    assert.equal(
      results.some((row) => row.case === "success/text"),
      true,
    );
    assert.ok(existsSync(join(folder, "allure-results")), "Allure's results are in the user's folder");
    const report = await run(["report", "--single-file"]);
    assert.equal(report.code, 0, report.text);
    assert.match(report.text, /^allure-report\/index\.html: 6 tests/);
    assert.equal(existsSync(join(folder, "allure-report/index.html")), true);
  });

  test("init leaves what is there", async () => {
    const { folder, run } = installPackage();
    writeFileSync(join(folder, ".env.example"), "mine");
    assert.match((await run(["init"])).text, /^kept {2}\.env\.example/m);
    assert.equal(readFileSync(join(folder, ".env.example"), "utf8"), "mine");
  });

  test("a requirement of the user's own fails the run and shows like any other", async () => {
    const { folder, run } = installPackage();
    await run(["init"]);
    const template = readFileSync(join(folder, "conformance.config.mjs"), "utf8");
    const stricter = template.replace('"set-cookie"', '"content-type"');
    assert.notEqual(stricter, template);
    writeFileSync(join(folder, "stricter.mjs"), stricter);
    const { code, text } = await run(["run", "--project", "rest", "--grep", "own/"], {
      CONFORMANCE_CONFIG: "stricter.mjs",
    });
    assert.equal(code, 1, text);
    assert.match(text, /OWN-0002 MUST {2}rest {2}An answer sets no cookie {2}\(Example: our API policy\)/);
  });

  test("problems are said in the words of the package", async () => {
    const { folder, run } = shared;
    const unknown = await run(["nope"]);
    assert.deepEqual(
      [unknown.code, unknown.text.trim()],
      [2, "nope is no command of zitadel-conformance: npx zitadel-conformance --help lists them."],
    );
    assert.match((await run(["runn"])).text, /^runn is no command of zitadel-conformance: did you mean run\?$/m);
    assert.match((await run(["reference", "--port", "x"])).text, /Usage: npx zitadel-conformance reference \[--host/);
    // As whoever is used to npm run writes it.
    const unmatched = await run(["run", "--", "--grep", "no-such-test"]);
    assert.equal(unmatched.code, 2);
    assert.match(unmatched.text, /npx zitadel-conformance run --list shows the tests/);
    const [, recording = ""] = /such as (\S+)\.\n/.exec((await run(["run"], { RECORDING: "none.json" })).text) ?? [];
    assert.ok(existsSync(join(folder, recording)), `${recording} comes with the package`);
    const prism = await run(["run"], { TARGET: "prism" });
    assert.equal(prism.code, 2);
    assert.match(prism.text, /npm install --save-dev @stoplight\/prism-cli/);
  });

  test("help is in the words of the package", async () => {
    const { run } = shared;
    for (const args of [["--help"], ["help"], ["run", "--help"], ["drift", "--help"]]) {
      const { code, text } = await run(args);
      assert.equal(code, 0, text);
      assert.match(text, /^npx zitadel-conformance /);
      assert.doesNotMatch(text, /npm run/);
    }
  });

  test("an application's test asks the reference server, as the documentation shows it", async () => {
    const { folder, node } = shared;
    const page = readFileSync(join(import.meta.dirname, "../../docs/package.md"), "utf8");
    const [, example = ""] = /```js\n((?:(?!```)[^])*startReference[^]*?)```/.exec(page) ?? [];
    writeFileSync(join(folder, "app.test.mjs"), example);
    const passes = await node("--test", "--test-reporter=tap", "app.test.mjs");
    assert.equal(passes.code, 0, passes.text);
    assert.match(passes.text, /^# pass 1$/m);
    writeFileSync(join(folder, "app.test.mjs"), example.replace("reference.token", "reference.url"));
    const fails = await node("--test", "--test-reporter=tap", "app.test.mjs");
    assert.match(fails.text, /^# fail 1$/m, "without the token it fails, and ends all the same");
  });

  test("TypeScript finds the types and uses them", async () => {
    const { folder, node } = shared;
    const compilerOptions = {
      noEmit: true,
      strict: true,
      module: "nodenext",
      target: "es2023",
      // Without those of a browser, which the types do not need and which are most of what there is to read.
      lib: ["es2023"],
      types: [],
      skipLibCheck: true,
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    writeFileSync(
      join(folder, "typed.mts"),
      `import { startReference } from "zitadel-conformance/reference";
import { defineConfiguration, type Check } from "zitadel-conformance";
export const check: Check = ({ evidence }) => (evidence.outcome.kind === "success" ? [] : { nothing: "no success" });
export const url: string = (await startReference({ port: 0 })).url;
// @ts-expect-error A case has an id.
export default defineConfiguration({ cases: [{ kind: "single" }] });
`,
    );
    const { code, text } = await node(createRequire(import.meta.url).resolve("typescript/bin/tsc"));
    assert.equal(code, 0, text);
  });

  test("drift of the recordings that come with the package", async () => {
    const { run } = shared;
    const env = (release: string): Readonly<Record<string, string>> => ({
      RECORDING: `node_modules/zitadel-conformance/fixtures/recordings/zitadel-v${release}.json`,
    });
    const baseline = await run(["baseline", "--out", "2.71.19.json"], env("2.71.19"));
    assert.equal(baseline.code, 0, baseline.text);
    const { code, text } = await run(["drift", "2.71.19.json", "live"], env("4.0.0"));
    assert.equal(code, 0, text);
    assert.match(text, /^Safe to upgrade from 2\.71\.19 .* to 4\.0\.0 /);
  });
});
