import assert from "node:assert/strict";
import { join } from "node:path";
import { runReplay } from "../../src/cli/replay-job.ts";
import type { Case } from "../../src/contract/case.ts";
import { writeFailures } from "../../src/report/failures-file.ts";
import { storedFailure, type StoredFailure } from "../../src/runner/stored-failure.ts";
import { row } from "./report-samples.ts";
import { scratchFolder } from "./scratch.ts";

type Env = Readonly<Record<string, string>>;

/** What a replay says, and its exit code. */
export async function replay(env: Env, ...args: string[]): Promise<readonly [code: number, text: string]> {
  const said: string[] = [];
  const note = (text: string): void => {
    said.push(text);
  };
  return [await runReplay(args, { env, stdout: note, stderr: note }), said.join("\n")];
}

/** A file of failures in a folder of its own. */
export function stored(...failures: readonly StoredFailure[]): string {
  const path = join(scratchFolder(), "failures.json");
  const target = { kind: "live", baseUrl: "http://x", vendorVersion: null, environment: null, proxies: [] } as const;
  writeFailures(path, { suite: { version: "0" }, target, failures });
  return path;
}

/** A failure at a place. */
export function failed(parts: Parameters<typeof row>[1], generated?: Case): StoredFailure {
  const violation = { expected: "a", actual: "b", where: "c", seen: "d" };
  const found = storedFailure(row("fail", { violations: [violation], ...parts }), generated);
  assert.ok(found !== undefined, "found is missing");
  return found;
}

/** A case with a requirement that it judges. */
export const KNOWN_PLACE = { case: "missing-key/nobody", requirement: "GMM-0201" };
