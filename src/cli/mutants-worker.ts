import { createPerformer } from "../mutation/perform.ts";
import type { WorkerReply, WorkerRequest } from "../mutation/workers.ts";

/** A worker process of `npm run mutants`: runs the tasks that the command sends, until the command disconnects. */
const perform = createPerformer();

process.on("message", (message) => {
  void answer(message as WorkerRequest);
});
process.on("disconnect", () => process.exit());

async function answer({ number, task }: WorkerRequest): Promise<void> {
  process.send?.({ number, rows: await perform(task) } satisfies WorkerReply);
}
