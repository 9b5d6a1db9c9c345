import { appendFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

/** Loaded into each process of a run that the bench measures: writes the largest resident size that it had, in kibibytes. */
const file = process.env.BENCH_MEMORY_FILE;
if (isMainThread && file !== undefined) {
  process.on("exit", () => {
    appendFileSync(file, `${process.resourceUsage().maxRSS}\n`);
  });
}
