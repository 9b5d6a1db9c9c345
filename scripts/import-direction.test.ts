import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { ESLint } from "eslint";

const cwd = fileURLToPath(new URL("../", import.meta.url));

/** Only this one rule, without type information, because the files of this test do not exist. */
const eslint = new ESLint({
  cwd,
  ruleFilter: ({ ruleId }) => ruleId === "no-restricted-imports",
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

async function messagesOf(filePath: string, from: string): Promise<string[]> {
  const [result] = await eslint.lintText(`import { thing } from "${from}";\nconsole.log(thing);\n`, { filePath });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? "fatal"}: ${message}`);
}

const WRONG = [
  ["src/contract/made-up.ts", "../runner/runner.ts"],
  ["src/contract/requirements/made-up.ts", "../../cases/index.ts"],
  ["src/cases/made-up.ts", "../transports/index.ts"],
  ["src/checks/made-up.ts", "../cases/index.ts"],
  ["src/transports/rest/made-up.ts", "../../checks/index.ts"],
  ["src/runner/made-up.ts", "../report/redact.ts"],
  ["src/runner/made-up.ts", "../settings/settings.ts"],
  ["src/servers/reference/made-up.ts", "../../report/redact.ts"],
  ["src/report/made-up.ts", "../mutation/matrix.ts"],
  ["src/report/made-up.ts", "../settings/settings.ts"],
  ["src/drift/made-up.ts", "../report/redact.ts"],
  ["src/drift/made-up.ts", "../servers/recording/open.ts"],
  ["src/cli/made-up.ts", "../../tests/check.ts"],
  ["src/contract/made-up.ts", "../protocol/exchange.ts"],
  ["src/servers/made-up.ts", "../mutation/fault.ts"],
  ["src/runner/made-up.ts", "@playwright/test"],
] as const;

for (const [file, from] of WRONG) {
  test(`${file} must not import ${from}`, async () => {
    const messages = await messagesOf(file, from);
    assert.equal(messages.length, 1, messages.join("\n"));
    assert.match(messages[0] ?? "", /^no-restricted-imports: .*(imports point one way|without the test runner)/s);
  });
}

const RIGHT = [
  ["src/contract/requirements/made-up.ts", "../requirement.ts"],
  ["src/cases/made-up.ts", "../contract/case.ts"],
  ["src/runner/made-up.ts", "../transports/index.ts"],
  ["src/servers/reference/made-up.ts", "../../target/descriptor.ts"],
  ["src/report/made-up.ts", "../runner/result.ts"],
  ["src/report/made-up.ts", "@playwright/test/reporter"],
  ["src/cli/made-up.ts", "../report/summary.ts"],
  ["src/report/made-up.ts", "../drift/row.ts"],
  ["src/mutation/made-up.ts", "../drift/compare.ts"],
  ["src/runner/made-up.test.ts", "../servers/reference/open.ts"],
  ["tests/made-up.ts", "../src/bootstrap/open.ts"],
] as const;

for (const [file, from] of RIGHT) {
  test(`${file} may import ${from}`, async () => {
    assert.deepEqual(await messagesOf(file, from), []);
  });
}
