import { spawn } from "node:child_process";
import { endOf, type ProgramRun } from "./program-run.ts";

/** How a script ended, and what it printed. */
export interface ScriptRun extends ProgramRun {
  readonly script: string;
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

async function runScript(script: string): Promise<ScriptRun> {
  const args = ["run", "--silent", ...script.split(" ")];
  return { script, ...(await endOf(spawn("npm", args, { shell: process.platform === "win32" }))) };
}
