import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { CASES } from "../src/cases/index.ts";
import { REQUIREMENTS } from "../src/contract/requirements/index.ts";
import { FAULTS } from "../src/mutation/faults/index.ts";
import { VARIATIONS } from "../src/mutation/variations.ts";

const ROOT = join(import.meta.dirname, "..");
const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md"));

/** Numbers that documents may state, by the noun after them. */
const COUNTS: Readonly<Record<string, number>> = {
  requirements: REQUIREMENTS.length,
  cases: CASES.length,
  tests: CASES.reduce((sum, { transports }) => sum + transports.length, 0),
  faults: FAULTS.length,
  "harmless variations": VARIATIONS.length,
};

function textOf(document: string): string {
  return readFileSync(join(ROOT, document), "utf8").replace(/\s+/g, " ");
}

for (const document of DOCUMENTS) {
  test(`${document} has the same numbers as the code`, () => {
    for (const [noun, count] of Object.entries(COUNTS)) {
      for (const [found, number = ""] of textOf(document).matchAll(new RegExp(`\\b(\\d+) ${noun}`, "g"))) {
        assert.equal(Number(number), count, found);
      }
    }
  });

  test(`${document} links only to files that exist`, () => {
    for (const [, target = ""] of textOf(document).matchAll(/\]\(([^)#:]+)\)/g)) {
      const file = join(dirname(join(ROOT, document)), target);
      assert.ok(existsSync(file), `${document} links to ${relative(ROOT, file)}`);
    }
  });
}

test("the README states the numbers from the code", () => {
  for (const [noun, count] of Object.entries(COUNTS)) {
    assert.ok(textOf("README.md").includes(`${String(count)} ${noun}`), `README states its number of ${noun}`);
  }
  const outcome = `${String(COUNTS["tests"])} passed, 0 failed, 0 skipped`;
  assert.ok(textOf("README.md").includes(outcome), `README's sample ends with "${outcome}"`);
});

test("docs/mutants.md lists the faults that releases of the vendor had", () => {
  const text = textOf("docs/mutants.md").replace(/ +/g, " ");
  const rows = FAULTS.flatMap(({ id, statement, source }) =>
    source === undefined ? [] : [`| \`${id}\` | ${statement} | ${source} |`],
  );
  assert.notEqual(rows.length, 0);
  assert.deepEqual(
    rows.filter((row) => !text.includes(row)),
    [],
  );
});

test("the README's table of samples says what the run in docs/samples.md found", () => {
  const cells = (document: string): string[][] =>
    readFileSync(join(ROOT, document), "utf8")
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .map((line) => line.split("|").map((cell) => cell.trim()));
  const verdicts = ["pass", "known", "skipped"];
  const run = cells("docs/samples.md").filter(([, , , , verdict = ""]) => verdicts.includes(verdict));
  assert.ok(run.length >= 20, "docs/samples.md holds the table of a run");
  const languages = [...new Set(run.map(([, language = ""]) => language))];
  const expected = languages.map((language) => [
    language,
    ...verdicts.map((wanted) =>
      run.flatMap(([, of, variant, , verdict]) => (of === language && verdict === wanted ? [variant] : [])).join(", "),
    ),
  ]);
  const shown = cells("README.md").map((row) => row.slice(1, -1));
  for (const row of expected)
    assert.ok(
      shown.some((other) => other.join("|") === row.join("|")),
      row.join(" | "),
    );
});
