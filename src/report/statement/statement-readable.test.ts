import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HEAD, row } from "../../../tests/support/report-samples.ts";
import { scratchFolder } from "../../../tests/support/scratch.ts";
import { addRequirement, everyRequirement } from "../../contract/requirements/index.ts";
import { NO_RETRIES } from "../../runner/http/retry-statistics.ts";
import { readKnownDeviations } from "../../settings/read-known-deviations.ts";
import { VERDICTS, type Row } from "../../runner/result.ts";
import { foreignAddresses } from "../allure/generated.ts";
import { conformance, type Statement } from "../conformance.ts";
import { clearOutputs, writeOutputs } from "../outputs.ts";
import { statementBadge } from "./badge.ts";
import { coverageOf } from "./coverage.ts";
import { reproduceCommand } from "./facts.ts";
import { statementHtml } from "./html.ts";
import { statementJunit } from "./junit.ts";
import { statementMarkdown } from "./markdown.ts";
import { matrixOf } from "./matrix.ts";
import { PAIRS, PALETTE } from "./palette.ts";
import { verdictOf } from "./verdict.ts";

/** What a server may send to become markup. */
const SLY = `<script>alert("1")</script> | a & 'b' *c*`;

const FAILED = row("fail", { violations: [{ expected: "404", actual: SLY, where: "status", seen: "x" }] });

function statement(rows: readonly Row[], parts: Partial<Statement> = {}): Statement {
  return { ...conformance(HEAD, [{ rows, ...NO_RETRIES }]), ...parts };
}

/** How many requirements there are: other tests of the same process add some. */
const all = (): string => String(everyRequirement().length);

test("only what was judged counts as covered", () => {
  for (const verdict of VERDICTS) {
    const says = ["pass", "fail", "stale", "deviation", "known"].includes(verdict);
    assert.equal(coverageOf([row(verdict)]).judged, says ? 1 : 0, verdict);
  }
  const rows = [row("pass"), row("skipped"), row("skipped", { requirement: "GMM-0102" })];
  assert.deepEqual(coverageOf(rows), { judged: 1, all: everyRequirement().length });
});

test("the verdict is one sentence, which says how much it rests on", () => {
  const sentence = (...rows: readonly Row[]): string => verdictOf(statement(rows)).sentence;
  const subject = "ZITADEL 4.0.0 at https://example.zitadel.cloud/api";
  assert.equal(sentence(row("pass")), `${subject} conforms (1 of ${all()} requirements judged in 1 test).`);
  assert.equal(
    sentence(row("known"), row("skipped", { case: "wire/x" })),
    `${subject} conforms, but for listed deviations from 1 requirement (1 of ${all()} requirements judged in 1 test, 1 test not run).`,
  );
  assert.equal(
    sentence(FAILED, row("stale", { requirement: "GMM-0102" })),
    `${subject} does not conform: 2 requirements are violated (2 of ${all()} requirements judged in 1 test).`,
  );
  assert.equal(
    sentence(FAILED, row("blocked", { case: "wire/x" })),
    `Whether ${subject} conforms is not known: not everything could be judged, and 1 requirement of those judged is violated (1 of ${all()} requirements judged in 1 test, 1 blocked).`,
  );
  assert.match(sentence(row("blocked")), /is not known: nothing could be judged \(0 of /);
});

test("the matrix has every requirement over every transport, the worst verdict of each", () => {
  const rows = matrixOf([FAILED, row("pass", { case: "wire/x" }), row("skipped", { transport: "grpc" })]);
  assert.deepEqual(
    rows.map(({ requirement }) => requirement.id),
    everyRequirement().map(({ id }) => id),
  );
  assert.deepEqual(
    rows[0]?.cells.map(({ text }) => text),
    ["fail 1 of 2", "not run", "not planned"],
  );
  assert.equal(
    rows.some(({ cells }) => cells.some(({ text }) => text === "does not apply")),
    true,
  );
});

test("a requirement of the user's own is one like any other", () => {
  const before = everyRequirement().length;
  addRequirement({
    id: "OWN-0999",
    level: "MUST",
    drift: "breaking",
    group: "own",
    statement: "An answer is ours",
    source: "Our policy",
    transports: ["rest"],
  });
  const rows = [row("fail", { requirement: "OWN-0999" })];
  assert.deepEqual(coverageOf(rows), { judged: 1, all: before + 1 });
  assert.match(
    statementMarkdown(statement(rows)),
    /^\| OWN-0999 MUST An answer is ours \(Our policy\) \| \*\*fail 1\*\* \|/m,
  );
});

test("the page is whole in itself, and names its parts for who does not see it", () => {
  const page = statementHtml(statement([FAILED, row("skipped", { case: "wire/x", reason: SLY })]));
  assert.equal(page.includes("<script"), false);
  assert.deepEqual(foreignAddresses(page), []);
  assert.match(page, /default-src 'none'/);
  assert.match(page, /^<!doctype html><html lang="en">.*<title>[^<]+<\/title>/);
  for (const landmark of ["<header>", '<nav aria-label="', '<main id="main">', "<footer>"])
    assert.ok(page.includes(landmark), landmark);
  const anchors = [...page.matchAll(/href="#([\w-]+)"/g)].map(([, id = ""]) => id);
  assert.ok(anchors.length > 4, String(anchors.length));
  for (const id of anchors) assert.ok(page.includes(`id="${id}"`), id);
  assert.doesNotMatch(page, /<th>|<th (?!scope="(col|row)")/);
  assert.match(page, /<th scope="row">GMM-0101 MUST /);
  assert.match(page, /<td class="cell bad">fail 1<\/td>/);
});

test("no text that pages show as it is holds marks of Markdown", () => {
  const texts = [
    ...readKnownDeviations().map(({ reason }) => reason),
    ...everyRequirement().map(({ statement: text }) => text),
  ];
  assert.ok(texts.length > everyRequirement().length, "the list of known deviations is empty");
  assert.deepEqual(
    texts.filter((text) => text.includes("`")),
    [],
  );
});

test("what answers announce, and what became of the code samples, stands with the run", () => {
  const announced = [{ field: "sunset", date: "2033-12-31T23:59:59Z", value: "x" }] as const;
  const sample = {
    language: "go",
    variant: "Native",
    toolChain: null,
    libraries: [],
    verdict: "skipped",
    scenarios: [],
  } as const;
  const page = statementHtml(statement([row("pass")], { announced, samples: [sample] }));
  assert.match(page, /<dd>Sunset: answers announce that the operation ends, on 2033-12-31 \(RFC 8594\)\.<\/dd>/);
  assert.match(page, /<dd>samples: 1 skipped<\/dd>/);
});

test("every text of the page can be read on its ground, in the light and in the dark", () => {
  for (const [text, ground] of PAIRS) {
    for (const theme of ["light", "dark"] as const) {
      const ratio = contrast(PALETTE[text][theme], PALETTE[ground][theme]);
      assert.ok(ratio >= 4.5, `${text} on ${ground}, ${theme}: ${ratio.toFixed(2)}`);
    }
  }
});

test("what a server sent is no Markdown, and a table keeps its columns", () => {
  const text = statementMarkdown(statement([FAILED, row("skipped", { case: "wire/x", reason: SLY })]));
  assert.doesNotMatch(text, /(?<!\\)<script/);
  assert.match(text, /^\| 1 \| \\<script\\>.* \\\| a & 'b' \\\*c\\\* \|$/m);
  assert.match(text, /^- again: `npm run conformance -- --project rest --grep "success\/text "`$/m);
  assert.match(text, /^\*\*Does not conform\.\*\* /m);
});

test("JUnit has a suite for each transport, and nothing in it ends an element", () => {
  const rows = [
    FAILED,
    row("pass", { requirement: "GMM-0102" }),
    row("blocked", { case: "wire/x", reason: "\u0000 no answer" }),
    row("skipped", { case: "life/change", transport: "grpc", reason: SLY }),
    row("deviation", { case: "success/empty", transport: "grpc" }),
  ];
  const text = statementJunit(statement(rows));
  assert.match(text, /<testsuite name="rest" tests="2" failures="1" errors="1" skipped="0" /);
  assert.match(text, /<testsuite name="grpc" tests="2" failures="0" errors="0" skipped="1" /);
  assert.match(text, /<failure message="GMM-0101 MUST /);
  assert.match(text, /<error message="\ufffd no answer">/);
  assert.doesNotMatch(text, /<script|\u0000/);
  const strict = statementJunit(statement(rows, { plan: { ...HEAD.plan, strict: true } }));
  assert.match(strict, /<testsuite name="grpc" tests="2" failures="1" /);
});

test("the badge says the verdict in its text and to who does not see it", () => {
  const badge = statementBadge(statement([FAILED]));
  assert.match(badge, /role="img" aria-label="GetMyMetadata: 1 violation"><title>[^<]+<\/title>/);
  assert.match(badge, />1 violation<\/text>/);
  for (const colour of [/x="\d+" width="\d+" height="20" fill="(#\w{6})"/.exec(badge)?.[1] ?? "#ffffff"])
    assert.equal(contrast("#ffffff", colour) >= 4.5, true);
});

test("the command that shows the same again has the filters as they were given", () => {
  const plan = {
    ...HEAD.plan,
    filters: ["--grep a b", "--project grpc rest", "life.spec.ts"],
    shard: { current: 1, total: 2 },
  };
  assert.equal(
    reproduceCommand(statement([], { plan })),
    'ZITADEL_BASE_URL=https://example.zitadel.cloud/api ZITADEL_VERSION=4.0.0 npm run conformance -- --grep "a b" --project grpc rest "life.spec.ts" --shard 1/2',
  );
  const target = { ...HEAD.target, kind: "reference" as const, baseUrl: "http://127.0.0.1:4711" };
  assert.equal(reproduceCommand(statement([], { target })), "npm run conformance");
});

test("a file of the user's own beside the statement stays, and so does the statement", () => {
  const folder = scratchFolder();
  const out = join(folder, "x.json");
  writeOutputs({}, out, statement([FAILED]));
  writeFileSync(join(folder, "x.md"), "# Conformance: my own notes\n");
  const env = { CONFORMANCE_OUT: out, ALLURE_RESULTS_DIR: join(folder, "allure") };
  assert.throws(() => {
    clearOutputs(env, undefined);
  }, /^SettingError: CONFORMANCE_OUT names \S+x\.json, and what belongs beside it would overwrite \S+x\.md, which no run wrote: /);
  assert.deepEqual(readdirSync(folder).sort(), ["x.html", "x.json", "x.md", "x.svg"]);
});

test("all files are written together, and those of an earlier run are removed together", () => {
  const folder = scratchFolder();
  const env = { CONFORMANCE_OUT: join(folder, "x.json"), CONFORMANCE_JUNIT: join(folder, "junit.xml") };
  const paths = ["x.json", "x.md", "x.html", "x.svg", "junit.xml"].map((name) => join(folder, name));
  writeOutputs(env, env.CONFORMANCE_OUT, statement([FAILED]));
  for (const path of paths) assert.ok(readFileSync(path, "utf8").length > 100, path);
  clearOutputs({ ...env, ALLURE_RESULTS_DIR: join(folder, "allure") }, undefined);
  for (const path of paths) assert.ok(!existsSync(path), path);
});

/** Contrast of two colours (WCAG 2.2, relative luminance). */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
