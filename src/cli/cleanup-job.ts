import { SettingError } from "../errors.ts";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { parseArgs } from "node:util";
import type { Env } from "../settings/env.ts";
import { openCleanup, type Cleanup } from "../provisioning/cleanup.ts";
import { journalsIn, readJournal, type JournalState } from "../provisioning/journal.ts";
import { explained } from "../provisioning/management.ts";

const USAGE = "npm run cleanup -- [--dry-run] [--other-hosts]";

/** What cleaning up was asked for. */
interface Asked {
  /** Only list. */
  readonly isDry: boolean;
  /** Take young journals of other machines for those of runs that have ended. */
  readonly otherHosts: boolean;
}

/** Takes one line for the user. */
type Print = (line: string) => void;

/**
 * Removes what runs left behind that were killed, by the names in their journals and no others. Gives the exit code: 0
 * when nothing is left, 2 when something is. Throws a SettingError, or a BlockedError when the instance refuses.
 */
export async function runCleanup(args: readonly string[], env: Env, stdout: Print): Promise<number> {
  const asked = readArguments(args);
  const cleanup = openCleanup(env);
  try {
    const journals = journalsIn(cleanup.folder).map(readJournal);
    if (journals.length === 0) stdout(`There is no journal in ${cleanup.folder}: no run left anything behind.`);
    let left = 0;
    for (const journal of journals) left += await cleanOne(journal, cleanup, asked, stdout);
    return left === 0 ? 0 : 2;
  } finally {
    cleanup.close();
  }
}

function readArguments(args: readonly string[]): Asked {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({ args: [...args], options: { "dry-run": flag, "other-hosts": flag } });
    return { isDry: values["dry-run"], otherHosts: values["other-hosts"] };
  } catch (error) {
    throw new SettingError("npm run cleanup", `${error instanceof Error ? error.message : "Wrong"}. Usage: ${USAGE}`);
  }
}

/** Gives how many users are still there that ought not to be. */
async function cleanOne(journal: JournalState, cleanup: Cleanup, asked: Asked, stdout: Print): Promise<number> {
  if (journal.baseUrl !== cleanup.baseUrl) {
    stdout(`${journal.path}: of ${journal.baseUrl}; run this with its settings.`);
    return 0;
  }
  if (isRunning(journal)) {
    stdout(`${journal.path}: the run with the process id ${String(journal.pid)} is still going on; left alone.`);
    return 0;
  }
  if (mayRunElsewhere(journal) && !asked.otherHosts) {
    stdout(
      `${journal.path}: of another machine (${journal.host}), where the run may still go on; left alone without --other-hosts.`,
    );
    return journal.users.length;
  }
  if (asked.isDry) {
    for (const { name } of journal.users) stdout(`would remove ${name}`);
    return 0;
  }
  const organisation = await explained(cleanup.baseUrl, () => cleanup.management.ownOrganisation());
  if (journal.organisation !== undefined && journal.organisation !== organisation) {
    stdout(`${journal.path}: of another organisation's administrator, who alone finds these users; left alone.`);
    return journal.users.length;
  }
  const removals = await cleanup.remove(journal.path);
  for (const { name, fate, reason } of removals) {
    stdout(fate === "left" ? `left        ${name}: ${reason ?? "no reason was given"}` : `${fate.padEnd(11)} ${name}`);
  }
  return removals.filter(({ fate }) => fate === "left").length;
}

/** Milliseconds after which no run is going on any more: its tokens have long ended, and its process id may be another's. */
const LONGEST_RUN = 2 * 3_600_000;

/** True when a journal is young and was written on a machine whose processes cannot be seen from here. */
function mayRunElsewhere({ host, startedAt }: JournalState): boolean {
  return host !== hostname() && Date.now() - startedAt <= LONGEST_RUN;
}

/** True when the process that wrote a journal is still there, as far as can be told from this machine. */
function isRunning({ pid, host, startedAt }: JournalState): boolean {
  if (host !== hostname() || pid === process.pid || Date.now() - startedAt > LONGEST_RUN) return false;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

/** On Linux a process that was killed still takes signals until its parent takes note of its end (proc(5), `stat`). */
function isZombie(pid: number): boolean {
  try {
    // The name before the state is in brackets, and may hold anything.
    return readFileSync(`/proc/${String(pid)}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}
