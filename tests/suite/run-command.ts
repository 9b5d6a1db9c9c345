import { spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { scratchFolder } from "./scratch.ts";

/** What a run of the main job left. */
export interface CommandRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Every file that it wrote, by its path under the run's own folder. */
  readonly files: ReadonlyMap<string, string>;
}

const PROGRAM = fileURLToPath(new URL("../../src/cli/conformance.ts", import.meta.url));
/** Settings of whoever runs the tests are none of theirs. */
const SETTING =
  /^(ZITADEL_|CONFORMANCE_|(TARGET|RECORDING|REFERENCE_PORT|KNOWN_DEVIATIONS|REQUEST_TIMEOUT_MS|STRICT|MAX_REQUESTS_PER_SECOND|RETRY_AFTER_LIMIT_MS)$)/;

/** Runs the main job as a user would, with its files in a folder of its own. */
export async function runConformance(env: Readonly<Record<string, string>>, ...args: string[]): Promise<CommandRun> {
  const folder = scratchFolder();
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTING.test(name)));
  const own = { CONFORMANCE_OUT: join(folder, "conformance.json"), ALLURE_RESULTS_DIR: join(folder, "allure") };
  const child = spawn(process.execPath, ["--import", "tsx", PROGRAM, ...args], {
    env: { ...inherited, ...own, ...env },
  });
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const files = filesIn(folder);
  return { code, stdout: out.join(""), stderr: err.join(""), files };
}

function filesIn(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (statSync(path).isFile()) files.set(name, readFileSync(path, "latin1"));
  }
  return files;
}
