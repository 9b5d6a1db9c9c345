import type { runDrift } from "../../src/cli/drift-job.ts";
import type { Env } from "../../src/settings/env.ts";

interface Outcome {
  readonly code: number;
  readonly said: string;
  readonly stderr: string;
}

/** Runs a command in this process. */
export async function run(command: typeof runDrift, args: readonly string[], env: Env = {}): Promise<Outcome> {
  const said: string[] = [];
  const stderr: string[] = [];
  const code = await command(args, {
    env,
    stdout: (text) => said.push(text),
    stderr: (sentence) => stderr.push(sentence),
  });
  return { code, said: said.join("\n"), stderr: stderr.join("\n") };
}
