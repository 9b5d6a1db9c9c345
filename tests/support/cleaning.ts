import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runCleanup } from "../../src/cli/cleanup-job.ts";
import { readJournal } from "../../src/provisioning/journal.ts";
import type { LiveServer } from "./live-server.ts";

/** The names in the only journal. */
export function journalled({ journal }: LiveServer): string[] {
  const [file = "none", ...others] = readdirSync(journal);
  assert.deepEqual(others, []);
  return readJournal(join(journal, file)).users.map(({ name }) => name);
}

/** Cleans up in this process. */
export async function clean(
  env: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const code = await runCleanup(args, env, (line) => said.push(line));
  return { code, said: said.join("\n") };
}
