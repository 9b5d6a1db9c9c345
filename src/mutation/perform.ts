import { exploreCircumstance, exploreFault, exploreVariation, type ExploredRow } from "./explored.ts";
import { recordBase, type Base } from "./base.ts";
import { CIRCUMSTANCES, runCircumstance } from "./circumstances/index.ts";
import { FAULTS } from "./faults/index.ts";
import { SCENARIO_FAULTS } from "./faults/scenarios.ts";
import { runGenericPart } from "./generic/run.ts";
import { faultRow, variationRow } from "./matrix.ts";
import type { Task, TaskRows } from "./tasks.ts";
import { VARIATIONS } from "./variations.ts";

/** Does tasks in this process. The server without a fault is run once, when a task first needs it. */
export function createPerformer(): (task: Task) => Promise<TaskRows> {
  let base: Promise<Base> | undefined;
  return async (task) => {
    if (task.kind === "generic") return { kind: "generic", rows: await runGenericPart(task.part) };
    if (task.kind === "circumstance") {
      return { kind: "circumstance", row: await runCircumstance(byId(CIRCUMSTANCES, task.id), task.mode) };
    }
    if (task.kind === "explored") return { kind: "explored", row: await exploreOne(task) };
    base ??= recordBase();
    const right = await base;
    if (task.kind === "fault") {
      const fault = byId(FAULTS, task.id);
      const { behaviour, remembers = false } = fault;
      const run = await right.runMutant(behaviour, { scenarios: SCENARIO_FAULTS.includes(fault), remembers });
      return { kind: "fault", row: faultRow(fault, run, right.run) };
    }
    const variation = byId(VARIATIONS, task.id);
    const run = await right.runMutant(variation.behaviour, { scenarios: true });
    return { kind: "variation", row: variationRow(variation, run, right.run) };
  };
}

function exploreOne(task: Extract<Task, { kind: "explored" }>): Promise<ExploredRow> {
  if (task.what === "circumstance") return exploreCircumstance(byId(CIRCUMSTANCES, task.id), task.mode);
  return task.what === "fault" ? exploreFault(byId(FAULTS, task.id)) : exploreVariation(byId(VARIATIONS, task.id));
}

function byId<Item extends { readonly id: string }>(items: readonly Item[], id: string): Item {
  const found = items.find((each) => each.id === id);
  if (found === undefined) throw new Error(`There is no mutant ${id}`);
  return found;
}
