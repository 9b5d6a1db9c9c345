import assert from "node:assert/strict";
import { test } from "node:test";
import { CIRCUMSTANCES } from "./circumstances/index.ts";
import { exploreCircumstance, exploreFault, exploresWell, exploreVariation, type ExploredRow } from "./explored.ts";
import { FAULTS } from "./faults/index.ts";
import { exploredLines, exploredMarkdown } from "./show-explored.ts";
import { VARIATIONS } from "./variations.ts";

/** Restarts, refusals, what a proxy does to paths, a slow projection, a second release. */
const HANDFUL = ["restart/refused", "restart/502-html", "restart/reset", "restart/429"];

test("an exploration says nothing of the vendor in what the environment does", async () => {
  for (const id of HANDFUL) {
    const circumstance = CIRCUMSTANCES.find((each) => each.id === id);
    assert.ok(circumstance, id);
    const [mode = "read-only"] = circumstance.modes;
    assert.deepEqual((await exploreCircumstance(circumstance, mode)).found, [], id);
  }
});

test("a fault is found by a seed, and a harmless variation is not", async () => {
  const [fault, variation] = [FAULTS.find(({ id }) => id === "keys/sql"), VARIATIONS[0]];
  assert.ok(fault && variation, "fault or variation is missing");
  const found = await exploreFault(fault);
  assert.ok(found.seed !== null && found.found.length > 0, "found.seed is missing");
  assert.deepEqual((await exploreVariation(variation)).found, []);
});

const row = (what: ExploredRow["what"], seed: number | null): ExploredRow => ({
  what,
  id: `${what}/x`,
  statement: "something is wrong",
  seed,
  found: seed === null ? [] : ["GMM-0101 rest explore/request: HTTP 500"],
});

test("nine faults in ten must be found, and nothing where nothing is wrong", () => {
  const nine = Array.from({ length: 9 }, () => row("fault", 1));
  assert.equal(exploresWell([...nine, row("fault", null), row("variation", null), row("circumstance", null)]), true);
  assert.equal(exploresWell([...nine, row("fault", null), row("fault", null)]), false);
  assert.equal(exploresWell([...nine, row("variation", 1)]), false);
  assert.equal(exploresWell([...nine, row("circumstance", 1)]), false);
});

test("the report names what was not found and what must not be, and has the figures", () => {
  const lines = exploredLines([row("fault", 1), row("fault", 3), row("fault", null), row("variation", 1)]);
  assert.deepEqual(lines, [
    "unexplored  fault/x (something is wrong)",
    "false alarm of generated cases in variation variation/x: GMM-0101 rest explore/request: HTTP 500",
    "exploration: 2 of 3 faults found with 20 seeds of 384 generated cases each, 1 by the first; nothing found in 0 of 1 harmless variations and 0 of 0 circumstances",
  ]);
  assert.match(exploredMarkdown([row("fault", 3)]), /\| fault\/x \| 3 \| GMM-0101 \|/);
  assert.deepEqual([exploredLines([]), exploredMarkdown([])], [[], ""]);
});
