import { spawn } from "node:child_process";

/** How a script ended, and what it printed. */
export interface ScriptRun {
  readonly script: string;
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly text: string;
}

/** Runs npm scripts at the same time, each with its arguments, and shows each as soon as it ends. Gives 0 when all ended well, or 1. */
export async function runScripts(scripts: readonly string[], show: (run: ScriptRun) => void): Promise<number> {
  const runs = await Promise.all(
    scripts.map(async (script) => {
      const run = await runScript(script);
      show(run);
      return run;
    }),
  );
  return runs.every(({ code }) => code === 0) ? 0 : 1;
}

function runScript(script: string): Promise<ScriptRun> {
  const printed: Buffer[] = [];
  const child = spawn("npm", ["run", "--silent", ...script.split(" ")], { shell: process.platform === "win32" });
  child.stdout.on("data", (chunk: Buffer) => printed.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => printed.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ script, code, text: Buffer.concat(printed).toString() });
    });
  });
}
