import { REQUIREMENTS } from "../contract/requirements/index.ts";
import { CIRCUMSTANCES, type CircumstanceRow } from "./circumstances/index.ts";
import type { Mode } from "./circumstances/circumstance.ts";
import { EXPLORED_CIRCUMSTANCES, type ExploredRow } from "./explored.ts";
import { FAULTS } from "./faults/index.ts";
import { genericParts, type GenericChoice, type GenericPart, type GenericRow } from "./generic/run.ts";
import { untested, type FaultRow, type Matrix, type VariationRow } from "./matrix.ts";
import { sample } from "./sample.ts";
import { VARIATIONS } from "./variations.ts";

/** A piece of the matrix that one worker does, as data that goes from process to process. */
export type Task =
  | { readonly kind: "fault"; readonly id: string }
  | { readonly kind: "variation"; readonly id: string }
  | { readonly kind: "circumstance"; readonly id: string; readonly mode: Mode }
  | { readonly kind: "generic"; readonly part: GenericPart }
  | { readonly kind: "explored"; readonly what: "fault" | "variation"; readonly id: string }
  | { readonly kind: "explored"; readonly what: "circumstance"; readonly id: string; readonly mode: Mode };

/** The rows of the matrix that a task gives. */
export type TaskRows =
  | { readonly kind: "fault"; readonly row: FaultRow }
  | { readonly kind: "variation"; readonly row: VariationRow }
  | { readonly kind: "circumstance"; readonly row: CircumstanceRow }
  | { readonly kind: "generic"; readonly rows: readonly GenericRow[] }
  | { readonly kind: "explored"; readonly row: ExploredRow };

/** Which mutants are run, and whether generated cases are too. */
export interface Choice extends GenericChoice {
  readonly explores: boolean;
}

/** The tasks of the mutants that are chosen, in the order of the catalogue. */
export function tasksOf(choice: Choice): readonly Task[] {
  const { share, seed, only, explores } = choice;
  const pick = <Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] => {
    const named = items.filter(({ id }) => id.includes(only));
    return share < 1 && named.length > 0 ? sample(named, share, seed) : named;
  };
  return [
    ...pick(FAULTS).map(({ id }): Task => ({ kind: "fault", id })),
    ...pick(VARIATIONS).map(({ id }): Task => ({ kind: "variation", id })),
    ...pick(CIRCUMSTANCES).flatMap(({ id, modes }) => modes.map((mode): Task => ({ kind: "circumstance", id, mode }))),
    ...genericParts(choice).map((part): Task => ({ kind: "generic", part })),
    ...(explores ? exploredTasks(pick) : []),
  ];
}

function exploredTasks(
  pick: <Item extends { readonly id: string }>(items: readonly Item[]) => readonly Item[],
): Task[] {
  return [
    ...pick(FAULTS).map(({ id }): Task => ({ kind: "explored", what: "fault", id })),
    ...pick(VARIATIONS).map(({ id }): Task => ({ kind: "explored", what: "variation", id })),
    ...pick(EXPLORED_CIRCUMSTANCES).map((each): Task => ({ kind: "explored", what: "circumstance", ...each })),
  ];
}

/** Joins the rows that tasks gave, in the order of the tasks. */
export function matrixOf(rows: readonly TaskRows[]): Matrix {
  return {
    faults: rows.flatMap((each) => (each.kind === "fault" ? [each.row] : [])),
    variations: rows.flatMap((each) => (each.kind === "variation" ? [each.row] : [])),
    circumstances: rows.flatMap((each) => (each.kind === "circumstance" ? [each.row] : [])),
    generic: rows.flatMap((each) => (each.kind === "generic" ? each.rows : [])),
    explored: rows.flatMap((each) => (each.kind === "explored" ? [each.row] : [])),
    untested: untested(REQUIREMENTS, FAULTS),
  };
}
