import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { REQUIREMENTS } from "../contract/requirements/index.ts";
import { SCENARIO_FAULTS } from "../mutation/faults/scenarios.ts";
import type { Fault } from "../mutation/fault.ts";
import { FAULTS } from "../mutation/faults/index.ts";
import { VARIATIONS } from "../mutation/variations.ts";
import { CIRCUMSTANCES, runCircumstances } from "../mutation/circumstances/index.ts";
import { circumstancesMarkdown, showCircumstances } from "../mutation/circumstances/show.ts";
import { runGeneric } from "../mutation/generic/run.ts";
import {
  faultRow,
  holds,
  untested,
  variationRow,
  type FaultRow,
  type Matrix,
  type VariationRow,
} from "../mutation/matrix.ts";
import { runMutant, type MutantCases } from "../mutation/run.ts";
import { sample } from "../mutation/sample.ts";
import { markdown, showMatrix } from "../mutation/show.ts";

const USAGE = "npm run mutants -- [--tenth] [--seed 1] [--only part-of-an-id]";

interface Asked {
  readonly tenth: boolean;
  readonly seed: number;
  readonly only: string;
}

/** `npm run mutants`: the suite against servers that misbehave on purpose, and against harmless variations. */
async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === undefined) return 2;
  const { tenth, seed, only } = asked;
  const pick = <Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] => {
    const named = items.filter(({ id }) => id.includes(only));
    return tenth ? sample(named, 0.1, seed) : named;
  };
  const started = performance.now();
  const right = await runMutant([], "all");
  const faults: FaultRow[] = [];
  for (const fault of pick(FAULTS)) {
    faults.push(faultRow(fault, await runMutant([fault.behaviour], casesFor(fault)), right));
  }
  const variations: VariationRow[] = [];
  for (const variation of pick(VARIATIONS)) {
    variations.push(variationRow(variation, await runMutant([variation.behaviour], "all"), right));
  }
  const generic = await runGeneric({ seed, share: tenth ? 0.1 : 1, only });
  const circumstances = await runCircumstances(pick(CIRCUMSTANCES));
  const matrix: Matrix = { faults, variations, generic, untested: untested(REQUIREMENTS, FAULTS) };
  mkdirSync("results", { recursive: true });
  writeFileSync("results/mutants.json", `${JSON.stringify({ ...matrix, circumstances }, null, 2)}\n`);
  writeFileSync("results/mutants.md", `${markdown(matrix)}\n${circumstancesMarkdown(circumstances)}`);
  if (tenth) console.log(`A tenth of the mutants, with the seed ${String(seed)}:`);
  console.log(showMatrix(matrix, (performance.now() - started) / 1000));
  console.log(showCircumstances(circumstances));
  const count = faults.length + variations.length + generic.length + circumstances.length;
  return count > 0 && holds(matrix) && circumstances.every(({ unexpected }) => unexpected.length === 0) ? 0 : 1;
}

function casesFor(fault: Fault): MutantCases {
  return SCENARIO_FAULTS.includes(fault) ? "all" : "without-scenarios";
}

function readArguments(): Asked | undefined {
  try {
    const { values } = parseArgs({
      options: {
        tenth: { type: "boolean", default: false },
        seed: { type: "string", default: "1" },
        only: { type: "string", default: "" },
      },
    });
    if (!/^\d{1,9}$/.test(values.seed)) throw new TypeError(`--seed is ${values.seed}, which is no number`);
    return { tenth: values.tenth, seed: Number(values.seed), only: values.only };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}. Usage: ${USAGE}`);
    return undefined;
  }
}

process.exitCode = await main();
