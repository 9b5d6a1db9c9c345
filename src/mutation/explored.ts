import { explore } from "../exploration/explore.ts";
import { openRunner } from "../provisioning/open-runner.ts";
import type { Row } from "../runner/result.ts";
import type { Behaviour } from "../servers/reference/behaviour.ts";
import { openReference } from "../servers/reference/open.ts";
import { CIRCUMSTANCES } from "./circumstances/index.ts";
import type { Circumstance, Mode } from "./circumstances/circumstance.ts";
import { runIn } from "./circumstances/run.ts";
import type { Fault, Variation } from "./fault.ts";

/** Seeds that are tried for each fault, until one finds it. */
export const SEEDS = 20;
/** Generated cases for each seed. */
export const CASES_EACH = 384;
/** Least share of the faults that the exploration must find. */
const LEAST = 0.9;

/** Generated cases in each circumstance: those that begin in the middle of a run begin after 60 requests. */
const CASES_IN_CIRCUMSTANCE = 128;
const AT_ONCE = 12;
/** Milliseconds after which a mutant that answers nothing is given up, and a change that does not show. */
const TIMEOUT = 60_000;
const PROJECTION_TIMEOUT = 300;

/** What generated cases say of a mutant. */
export interface ExploredRow {
  readonly what: "fault" | "variation" | "circumstance";
  readonly id: string;
  readonly statement: string;
  /** The first seed that found something; null where none did. */
  readonly seed: number | null;
  /** What was found, shortly. */
  readonly found: readonly string[];
}

/** Explores a fault with one seed after the other until something is found. */
export async function exploreFault({ id, statement, behaviour }: Fault): Promise<ExploredRow> {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const found = await foundIn(behaviour, seed);
    if (found.length > 0) return { what: "fault", id, statement, seed, found };
  }
  return { what: "fault", id, statement, seed: null, found: [] };
}

/** Explores a harmless variation, in which nothing must be found. */
export async function exploreVariation({ id, statement, behaviour }: Variation): Promise<ExploredRow> {
  const found = await foundIn(behaviour, 1);
  return { what: "variation", id, statement, seed: found.length > 0 ? 1 : null, found };
}

async function foundIn(behaviour: Behaviour, seed: number): Promise<readonly string[]> {
  const target = await openReference();
  target.server.setBehaviours([behaviour]);
  const descriptor = { ...target.descriptor, timeout: TIMEOUT, projectionTimeout: PROJECTION_TIMEOUT };
  const runner = openRunner(descriptor);
  const options = { seed, cases: CASES_EACH, milliseconds: Infinity, atOnce: AT_ONCE, stopsAtFirst: true };
  const { findings } = await explore(descriptor, runner, options);
  runner.close();
  await target.close();
  return findings.flatMap(({ example }) => example.rows.map(shown));
}

/** An exploration in a circumstance: nothing but what the circumstance itself breaks may be found. */
export async function exploreCircumstance(circumstance: Circumstance, mode: Mode): Promise<ExploredRow> {
  const { id, statement, expects } = circumstance;
  const { rows } = await runIn(circumstance, mode, async (runner, descriptor) => {
    const options = { seed: 1, cases: CASES_IN_CIRCUMSTANCE, milliseconds: Infinity, atOnce: AT_ONCE };
    const { findings } = await explore(descriptor, runner, options);
    return findings.map(({ example: { run, rows: wrong } }) => ({ ...run, rows: wrong }));
  });
  const due = "fails" in expects ? [...expects.fails, ...(expects.deviates ?? [])] : [];
  const found = rows.filter(({ requirement }) => !due.some((each) => each === requirement)).map(shown);
  return { what: "circumstance", id: `${id} (${mode})`, statement, seed: found.length > 0 ? 1 : null, found };
}

/** The circumstances that an exploration can be in, with their ways of running. */
export const EXPLORED_CIRCUMSTANCES = CIRCUMSTANCES.flatMap(({ id, modes }) =>
  modes.filter((mode) => mode !== "provisioning").map((mode) => ({ id, mode })),
);

/** True when enough faults are found, and nothing where nothing is wrong. */
export function exploresWell(rows: readonly ExploredRow[]): boolean {
  const faults = rows.filter(({ what }) => what === "fault");
  const found = faults.filter(({ seed }) => seed !== null).length;
  return found >= LEAST * faults.length && rows.every(({ what, seed }) => what === "fault" || seed === null);
}

function shown({ requirement, transport, violations, case: id }: Row): string {
  return `${requirement} ${transport} ${id}: ${violations[0]?.actual ?? ""}`;
}
