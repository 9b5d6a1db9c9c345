import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CASES } from "./index.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { REQUIREMENTS, requirement } from "../contract/requirements/index.ts";

interface Pinned {
  readonly requirements: Readonly<Record<string, string>>;
  readonly cases: Readonly<Record<string, string>>;
}

const pinned = JSON.parse(
  readFileSync(new URL("../../tests/support/pinned-ids.json", import.meta.url), "utf8"),
) as Pinned;

test("the catalogue has at least the promised size", () => {
  assert.ok(REQUIREMENTS.length >= 60, `${String(REQUIREMENTS.length)} requirements`);
  assert.ok(CASES.length >= 60, `${String(CASES.length)} cases`);
});

test("ids are unique", () => {
  assert.equal(new Set(REQUIREMENTS.map(({ id }) => id)).size, REQUIREMENTS.length);
  assert.equal(new Set(CASES.map(({ id }) => id)).size, CASES.length);
});

test("an id never changes its meaning, and is never dropped or reused", () => {
  const requirements = Object.fromEntries(
    REQUIREMENTS.map(({ id, level, statement }) => [id, `${level} ${statement}`]),
  );
  const cases = Object.fromEntries(CASES.map(({ id, title }) => [id, title]));
  const remedy = "give a new meaning a new id, and pin it in tests/support/pinned-ids.json";
  assert.deepEqual(requirements, pinned.requirements, remedy);
  assert.deepEqual(cases, pinned.cases, remedy);
});

test("every requirement has a source, a transport, and a case on each of its transports", () => {
  for (const { id, source, transports } of REQUIREMENTS) {
    assert.ok(source.length > 5, `${id} cites its source`);
    assert.ok(transports.length > 0, `${id} applies to a transport`);
    for (const transport of transports) {
      const exercised = CASES.some((each) => each.requirements.includes(id) && each.transports.includes(transport));
      assert.ok(exercised, `${id} is exercised over ${transport}`);
    }
  }
});

test("every case exercises a requirement on each of its transports, and its id begins with its group", () => {
  for (const each of CASES) {
    assert.ok(each.id.startsWith(`${each.group}/`), each.id);
    for (const transport of each.transports) {
      const judged = each.requirements.map(requirement).some(({ transports }) => transports.includes(transport));
      assert.ok(judged, `${each.id} judges something over ${transport}`);
    }
    assert.equal(
      each.transports.every((transport) => TRANSPORTS.includes(transport)),
      true,
    );
  }
});
