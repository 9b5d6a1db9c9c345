import type { ChildProcessWithoutNullStreams } from "node:child_process";

/** How a program ended, and what it printed on either stream. */
export interface ProgramRun {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly text: string;
}

/** Waits for the end of a program. Rejects when it cannot be started. */
export function endOf(child: ChildProcessWithoutNullStreams): Promise<ProgramRun> {
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => printed.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code, text: Buffer.concat(printed).toString() });
    });
  });
}
