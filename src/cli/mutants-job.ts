import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { SettingError } from "../errors.ts";
import { USUAL_SEED } from "../mutation/again.ts";
import { holds, type Matrix } from "../mutation/matrix.ts";
import { commandArguments } from "../package-file.ts";
import { createPerformer } from "../mutation/perform.ts";
import { markdown, showMatrix } from "../mutation/show.ts";
import { showWhoNoticed } from "../mutation/show-who-noticed.ts";
import { matrixOf, tasksOf } from "../mutation/tasks.ts";
import { forkWorker, performAll, type Worker } from "../mutation/workers.ts";
import { mayWriteFile } from "../util/may-write.ts";
import { writeAtomic } from "../util/write-atomic.ts";
import { wrongArguments } from "./wrong-arguments.ts";

const USAGE = "npm run mutants -- [--only PART-OF-AN-ID] [--tenth] [--explore] [--seed N] [--workers N]";

/** A sensible limit: each process takes memory. */
const MOST_WORKERS = 64;

/** Pieces of work for which another process pays off: each starts with a run against the server without a fault. */
const TASKS_EACH = 100;

interface Asked {
  readonly tenth: boolean;
  readonly explores: boolean;
  readonly seed: number;
  readonly only: string;
  /** Undefined where nobody says. */
  readonly workers: number | undefined;
}

/** `npm run mutants`: writes to stdout and gives the exit code. Throws a SettingError when the arguments are wrong. */
export async function runMutants(argv: readonly string[], stdout: (text: string) => void): Promise<number> {
  const asked = readArguments(argv);
  if (asked.only === "") demandFiles();
  const started = performance.now();
  const tasks = tasksOf({ ...asked, share: asked.tenth ? 0.1 : 1 });
  const workers = openWorkers(Math.min(asked.workers ?? usualWorkers(tasks.length), tasks.length));
  const rows = await performAll(tasks, workers).finally(() => {
    for (const worker of workers) worker.close();
  });
  const matrix = matrixOf(rows);
  if (isEmpty(matrix)) {
    throw new SettingError(
      "--only",
      `--only ${asked.only} is not part of any mutant's id: use part of an id in results/mutants.md or src/mutation, such as --only success/.`,
    );
  }
  if (asked.only === "") write(matrix);
  else stdout(showWhoNoticed(matrix));
  if (asked.tenth) stdout(`A tenth of the mutants, with the seed ${String(asked.seed)}:`);
  stdout(showMatrix(matrix, (performance.now() - started) / 1000, asked.seed));
  return holds(matrix) ? 0 : 1;
}

function usualWorkers(tasks: number): number {
  return Math.min(availableParallelism(), MOST_WORKERS, Math.max(1, Math.floor(tasks / TASKS_EACH)));
}

/** One worker is this process; more are processes of their own. */
function openWorkers(count: number): readonly Worker[] {
  if (count === 1) return [{ perform: createPerformer(), close: () => undefined }];
  const program = commandArguments("mutants-worker");
  return Array.from({ length: count }, () => forkWorker(program));
}

function isEmpty({ faults, variations, circumstances, generic, explored }: Matrix): boolean {
  return faults.length + variations.length + circumstances.length + generic.length + explored.length === 0;
}

/** Where the matrix goes. */
const FILES = { json: "results/mutants.json", markdown: "results/mutants.md" };

/** Throws a SettingError before minutes of work whose outcome could not be kept. */
function demandFiles(): void {
  const wrong = Object.values(FILES).find((path) => !mayWriteFile(path));
  if (wrong === undefined) return;
  throw new SettingError("npm run mutants", `${wrong} cannot be written: run it in a folder that you may write to.`);
}

function write(matrix: Matrix): void {
  writeAtomic(FILES.json, `${JSON.stringify(matrix, null, 2)}\n`);
  writeAtomic(FILES.markdown, markdown(matrix));
}

function readArguments(argv: readonly string[]): Asked {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        tenth: { type: "boolean", default: false },
        explore: { type: "boolean", default: false },
        seed: { type: "string", default: String(USUAL_SEED) },
        only: { type: "string", default: "" },
        workers: { type: "string" },
      },
    });
    if (!/^\d{1,9}$/.test(values.seed)) throw new TypeError(`--seed is ${values.seed}, not a number of up to 9 digits`);
    const { tenth, explore: explores, seed, only } = values;
    return { tenth, explores, seed: Number(seed), only, workers: readWorkers(values.workers) };
  } catch (error) {
    throw wrongArguments("npm run mutants", error, USAGE);
  }
}

function readWorkers(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const workers = Number(text);
  if (!/^\d+$/.test(text) || workers < 1 || workers > MOST_WORKERS)
    throw new TypeError(`--workers is ${text}, not a number from 1 to ${String(MOST_WORKERS)}`);
  return workers;
}
