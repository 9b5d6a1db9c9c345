import assert from "node:assert/strict";
import { test } from "node:test";
import { withResolvers } from "../util/with-resolvers.ts";
import type { Task, TaskRows } from "./tasks.ts";
import { forkWorker, performAll, type Worker } from "./workers.ts";

const TASKS = Array.from({ length: 6 }, (_, at): Task => ({ kind: "fault", id: String(at) }));

function rowsOf(task: Task): TaskRows {
  const id = task.kind === "fault" ? task.id : "";
  return { kind: "generic", rows: [{ id, fate: "noticed", requirements: [] }] };
}

test("rows are in the order of the tasks, whichever worker is done first", async () => {
  const othersDone = withResolvers<undefined>();
  let done = 0;
  const slow: Worker = {
    perform: async (task) => {
      await othersDone.promise;
      return rowsOf(task);
    },
    close: () => undefined,
  };
  const quick: Worker = {
    perform: (task) => {
      done += 1;
      if (done === TASKS.length - 2) othersDone.resolve(undefined);
      return Promise.resolve(rowsOf(task));
    },
    close: () => undefined,
  };
  assert.deepEqual(await performAll(TASKS, [slow, quick]), TASKS.map(rowsOf));
});

test("generic faults, some of which are waited for, are begun early and one at a time", async () => {
  const part = { seed: 1, share: 1, only: "", kind: 0, transport: "rest" } as const;
  const generic = [0, 1].map((each): Task => ({ kind: "generic", part: { ...part, part: each } }));
  const begun: Task["kind"][] = [];
  const worker: Worker = {
    perform: (task) => {
      begun.push(task.kind);
      return Promise.resolve(rowsOf(task));
    },
    close: () => undefined,
  };
  await performAll([...TASKS, ...generic], [worker]);
  assert.deepEqual(begun, ["fault", "fault", "generic", "fault", "fault", "generic", "fault", "fault"]);
});

test("a worker that ends before its work is done is an error, not a silence", async () => {
  const worker = forkWorker(["made-up.ts"]);
  await assert.rejects(performAll(TASKS, [worker]), /A worker ended before its work was done \(exit code \d+\)/);
  worker.close();
});
