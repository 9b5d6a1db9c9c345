import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CASES } from "../../src/cases/index.ts";
import { createRedactor } from "../../src/report/redact.ts";
import { replayed } from "../../src/report/replay-text.ts";
import { caseRun, FACTS, row } from "../support/report-samples.ts";
import { scratchFolder } from "../support/scratch.ts";
import { failed, KNOWN_PLACE, replay, stored } from "../support/replaying.ts";

test("a replay whose answer leaves nothing to judge is blocked", () => {
  const found = failed(KNOWN_PLACE);
  const judged = row("inapplicable", { ...KNOWN_PLACE, reason: "the answer was not an error" });
  const redactor = createRedactor([]);
  const run = caseRun([judged]);
  const testCase = CASES.find(({ id }) => id === KNOWN_PLACE.case);
  assert.ok(testCase !== undefined, "testCase is missing");
  const context = { testCase, run, descriptor: FACTS, redactor, isStored: false };
  const { code, text } = replayed(found, [{ row: judged, context }], FACTS);
  assert.equal(code, 2);
  assert.match(text, /^BLOCKED .*\n {2}reason {4}the answer was not an error$/);
});

test("what cannot be replayed is one sentence that says what to do", async () => {
  const folder = scratchFolder();
  const out = { CONFORMANCE_OUT: join(folder, "conformance.json"), TARGET: "reference" };
  const found = failed(KNOWN_PLACE);
  const broken = join(folder, "broken.json");
  writeFileSync(broken, "{");
  const other = join(folder, "other.json");
  writeFileSync(other, "{}");
  const old = failed({ case: "missing-key/long-gone", requirement: "GMM-0201" });
  const cases: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
    [[], /^The id of a failure is missing\. Usage: npm run replay -- ID/],
    [["a", "b"], /^b is one too many\. Usage/],
    [["a", "--to", "b"], /Unknown option '--to'.*Usage/],
    [["3f2a91c0"], /^3f2a91c0 is not a stored failure: no run has stored any, so run npm run conformance first/],
    [["3f2a91c0", "--from", join(folder, "none.json")], /none\.json cannot be read: repeat the run that wrote it/],
    [["3f2a91c0", "--from", broken], /broken\.json is not JSON: /],
    [["3f2a91c0", "--from", other], /other\.json does not fit schemas\/failures\.schema\.json/],
    [["3f2a91c0", "--from", stored(found)], new RegExp(`3f2a91c0 is not a stored failure: .* has ${found.id}\\.$`)],
    [["3f2a91c0", "--from", stored()], /holds none, so nothing failed in that run\.$/],
    [
      [old.id, "--from", stored(old)],
      /does not judge GMM-0201 in a case missing-key\/long-gone: run npm run conformance/,
    ],
  ];
  for (const [args, sentence] of cases) {
    const [code, text] = await replay(out, ...args);
    assert.equal(code, 2, text);
    assert.match(text, sentence);
    assert.ok(!text.includes("\n"), text);
  }
  const [code, text] = await replay({ TARGET: "live" }, found.id, "--from", stored(found));
  assert.equal(code, 2);
  assert.match(text, /set it to the instance's own address/);
});

test("an id is that of the place and of what is seen there, and not of its wording", () => {
  const { id } = failed(KNOWN_PLACE);
  const violation = { expected: "other words", actual: "other words", where: "c", seen: "d" };
  assert.equal(failed({ ...KNOWN_PLACE, violations: [violation] }).id, id);
  for (const other of [
    { ...KNOWN_PLACE, requirement: "GMM-0101" },
    { ...KNOWN_PLACE, transport: "grpc" as const },
    { ...KNOWN_PLACE, case: "success/text" },
    { ...KNOWN_PLACE, violations: [{ ...violation, seen: "e" }] },
  ])
    assert.notEqual(failed(other).id, id);
});
