import { hostname } from "node:os";
import { parseArgs } from "node:util";
import { loadEnv } from "../targets/env.ts";
import { openCleanup, type Cleanup } from "../targets/provision/cleanup.ts";
import { journalsIn, readJournal, type JournalState } from "../targets/provision/journal.ts";
import { explained } from "../targets/provision/management.ts";
import { SettingError } from "../targets/setting-error.ts";
import { runCommandLine } from "./command-line.ts";

const USAGE = "npm run cleanup -- [--dry-run]";

/** `npm run cleanup`: removes what runs left behind that were killed, by the names in their journals and no others. */
async function main(): Promise<number> {
  const isDry = readArguments();
  const cleanup = openCleanup(loadEnv());
  try {
    const journals = journalsIn(cleanup.folder).map(readJournal);
    if (journals.length === 0) console.log(`There is no journal in ${cleanup.folder}: no run left anything behind.`);
    let left = 0;
    for (const journal of journals) left += await cleanOne(journal, cleanup, isDry);
    return left === 0 ? 0 : 2;
  } finally {
    cleanup.close();
  }
}

function readArguments(): boolean {
  try {
    return parseArgs({ options: { "dry-run": { type: "boolean", default: false } } }).values["dry-run"];
  } catch (error) {
    throw new SettingError("npm run cleanup", `${error instanceof Error ? error.message : "Wrong"}. Usage: ${USAGE}`);
  }
}

/** Gives how many users are still there that ought not to be. */
async function cleanOne(journal: JournalState, cleanup: Cleanup, isDry: boolean): Promise<number> {
  if (journal.baseUrl !== cleanup.baseUrl) {
    console.log(`${journal.path}: of ${journal.baseUrl}; run this with its settings.`);
    return 0;
  }
  if (isRunning(journal)) {
    console.log(`${journal.path}: the run with the process id ${String(journal.pid)} is still going on; left alone.`);
    return 0;
  }
  if (isDry) {
    for (const { name } of journal.users) console.log(`would remove ${name}`);
    return 0;
  }
  await explained(cleanup.baseUrl, () => cleanup.management.whoAmI());
  const removals = await cleanup.remove(journal.path);
  for (const { name, fate, reason } of removals) {
    console.log(
      fate === "left" ? `left        ${name}: ${reason ?? "no reason was given"}` : `${fate.padEnd(11)} ${name}`,
    );
  }
  return removals.filter(({ fate }) => fate === "left").length;
}

/** Milliseconds after which no run is going on any more: its tokens have long ended, and its process id may be another's. */
const LONGEST_RUN = 2 * 3_600_000;

/** True when the process that wrote a journal is still there, as far as can be told from this machine. */
function isRunning({ pid, host, startedAt }: JournalState): boolean {
  if (host !== hostname() || pid === process.pid || Date.now() - startedAt > LONGEST_RUN) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

runCommandLine(main);
