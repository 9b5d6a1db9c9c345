import { fork } from "node:child_process";
import type { Task, TaskRows } from "./tasks.ts";

/** Tasks that one worker does at the same time: while one waits for an answer that does not come, the others go on. */
const LANES = 2;

/** Megabytes for what is soon garbage, as nearly all is here: collecting it took a fifth of a worker's time. */
const YOUNG = "--max-semi-space-size=32";

/** Something that does tasks, here or in another process. */
export interface Worker {
  perform(task: Task): Promise<TaskRows>;
  close(): void;
}

/** A task on its way to another process. */
export interface WorkerRequest {
  readonly number: number;
  readonly task: Task;
}

/** What another process made of a task. */
export interface WorkerReply {
  readonly number: number;
  readonly rows: TaskRows;
}

/** Shares tasks among workers. What comes back is in the order of the tasks, whoever did them. */
export async function performAll(tasks: readonly Task[], workers: readonly Worker[]): Promise<readonly TaskRows[]> {
  const done: TaskRows[] = [];
  const waiting = woven([...tasks.entries()]).values();
  const lane = async (worker: Worker): Promise<void> => {
    for (const [at, task] of waiting) done[at] = await worker.perform(task);
  };
  await Promise.all(workers.flatMap((worker) => Array.from({ length: LANES }, () => lane(worker))));
  return done;
}

type Entry = readonly [at: number, task: Task];

/**
 * Some generic faults are waited for until their time runs out: spread among what is done first, they leave no worker
 * without anything else to do.
 */
function woven(entries: readonly Entry[]): readonly Entry[] {
  const isGeneric = ([, { kind }]: Entry): boolean => kind === "generic";
  const generic = entries.filter(isGeneric);
  const others = entries.filter((entry) => !isGeneric(entry));
  const each = Math.ceil((2 * generic.length) / others.length);
  const early = others.flatMap((entry, at) => (at % 2 === 0 ? [entry] : [entry, ...generic.splice(0, each)]));
  return [...early, ...generic];
}

/** Starts a process that does tasks: the program answers each WorkerRequest with a WorkerReply. */
export function forkWorker([program, ...args]: readonly [string, ...string[]]): Worker {
  const execArgv = [...process.execArgv, YOUNG];
  const child = fork(program, args, { execArgv, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const pending = new Map<number, { resolve: (rows: TaskRows) => void; reject: (error: Error) => void }>();
  let ended: Error | undefined;
  let count = 0;
  child.on("message", (message) => {
    const { number, rows } = message as WorkerReply;
    pending.get(number)?.resolve(rows);
    pending.delete(number);
  });
  child.on("exit", (code, signal) => {
    ended = new Error(`A worker ended before its work was done (${signal ?? `exit code ${String(code)}`})`);
    for (const { reject } of pending.values()) reject(ended);
    pending.clear();
  });
  return {
    perform: (task) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended);
          return;
        }
        count += 1;
        pending.set(count, { resolve, reject });
        child.send({ number: count, task } satisfies WorkerRequest);
      }),
    close: () => {
      if (child.connected) child.disconnect();
    },
  };
}
