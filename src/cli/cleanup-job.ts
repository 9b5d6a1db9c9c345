import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { parseArgs } from "node:util";
import type { Env } from "../settings/env.ts";
import { openCleanup, type Cleanup } from "../provisioning/cleanup.ts";
import { journalsIn, readJournal, type JournalState } from "../provisioning/journal.ts";
import { explained } from "../provisioning/management.ts";
import { wrongArguments } from "./wrong-arguments.ts";

const USAGE = "npm run cleanup -- [--dry-run] [--other-hosts]";

/** Arguments of the cleanup. */
interface Asked {
  /** Only list. */
  readonly isDry: boolean;
  /** Treat recent journals of other machines as those of ended runs. */
  readonly otherHosts: boolean;
}

/** Prints one line for the user. */
type Print = (line: string) => void;

/**
 * Removes what killed runs left behind, by the names in their journals and no others. Returns the exit code: 0 when
 * nothing is left, 2 when something is. Throws a SettingError, or a BlockedError when the instance refuses.
 */
export async function runCleanup(args: readonly string[], env: Env, stdout: Print): Promise<number> {
  const asked = readArguments(args);
  const cleanup = openCleanup(env);
  try {
    const journals = journalsIn(cleanup.folder).map(readJournal);
    if (journals.length === 0) stdout(`There is no journal in ${cleanup.folder}: no run left users behind.`);
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
    throw wrongArguments("npm run cleanup", error, USAGE);
  }
}

/** Returns the number of users that should be gone but still exist. */
async function cleanOne(journal: JournalState, cleanup: Cleanup, asked: Asked, stdout: Print): Promise<number> {
  if (journal.baseUrl !== cleanup.baseUrl) {
    stdout(`${journal.path}: of ${journal.baseUrl}; run cleanup with its settings.`);
    return 0;
  }
  if (isRunning(journal)) {
    stdout(`${journal.path}: the run with process id ${String(journal.pid)} is still active; left alone.`);
    return 0;
  }
  if (mayRunElsewhere(journal) && !asked.otherHosts) {
    stdout(
      `${journal.path}: of another machine (${journal.host}), where the run may still be active; left alone without --other-hosts.`,
    );
    return journal.users.length;
  }
  if (asked.isDry) {
    for (const { name } of journal.users) stdout(`would remove ${name}`);
    return 0;
  }
  const organisation = await explained(cleanup.baseUrl, () => cleanup.management.ownOrganisation());
  if (journal.organisation !== undefined && journal.organisation !== organisation) {
    stdout(
      `${journal.path}: of an administrator of another organisation, the only one who can find these users; left alone.`,
    );
    return journal.users.length;
  }
  const removals = await cleanup.remove(journal.path);
  for (const { name, fate, reason } of removals) {
    stdout(fate === "left" ? `left        ${name}: ${reason ?? "no reason was given"}` : `${fate.padEnd(11)} ${name}`);
  }
  return removals.filter(({ fate }) => fate === "left").length;
}

/** Milliseconds after which no run is still active: its tokens have expired, and its process id may be reused. */
const LONGEST_RUN = 2 * 3_600_000;

/** True for a recent journal of another machine, whose processes cannot be seen from here. */
function mayRunElsewhere({ host, startedAt }: JournalState): boolean {
  return host !== hostname() && Date.now() - startedAt <= LONGEST_RUN;
}

/** True when the process that wrote a journal still runs, as far as this machine can see. */
function isRunning({ pid, host, startedAt }: JournalState): boolean {
  if (host !== hostname() || pid === process.pid || Date.now() - startedAt > LONGEST_RUN) return false;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

/** On Linux a killed process still accepts signals until its parent reaps it (proc(5), `stat`). */
function isZombie(pid: number): boolean {
  try {
    // The name before the state is in parentheses and may contain anything.
    return readFileSync(`/proc/${String(pid)}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}
