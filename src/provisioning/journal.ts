import { SettingError } from "../errors.ts";
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { makeFolder } from "../util/make-folder.ts";

/** A user that a run made or was about to make. */
export interface JournalUser {
  readonly name: string;
  /** Absent when the run ended before it learned the id. */
  readonly id?: string;
  /** When it was written down, in milliseconds since the Unix epoch. */
  readonly at: number;
}

/** What a journal says. It holds no credential. */
export interface JournalState {
  readonly path: string;
  readonly baseUrl: string;
  /** The process that wrote it, and on which machine. */
  readonly pid: number;
  readonly host: string;
  /** In milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** Organisation of the administrator; undefined when the run ended before it was known. */
  readonly organisation: string | undefined;
  /** What may still be there, in the order in which it was written down. */
  readonly users: readonly JournalUser[];
}

type Line =
  | {
      readonly run: string;
      readonly baseUrl: string;
      readonly pid: number;
      readonly host: string;
      readonly startedAt: number;
    }
  | { readonly organisation: string }
  | { readonly intended: string; readonly at: number }
  | { readonly created: string; readonly id: string }
  | { readonly removed: string };

const ENDING = ".jsonl";

/** Begins the journal of a run, in a folder that no run empties, and gives its path. */
export function beginJournal(folder: string, run: string, baseUrl: string): string {
  const path = join(folder, `${run}${ENDING}`);
  try {
    makeFolder(folder);
    append(path, { run, baseUrl, pid: process.pid, host: hostname(), startedAt: Date.now() });
  } catch (error) {
    throw unwritable(folder, error);
  }
  return path;
}

/** Writes down whose administrator made the users: nobody else's finds them. */
export function noteOrganisation(path: string, organisation: string): void {
  append(path, { organisation });
}

/** Writes a name down before the user is asked for: from here on a crash cannot lose it. */
export function noteIntended(path: string, name: string): void {
  append(path, { intended: name, at: Date.now() });
}

/** Writes down the id of a user that is there now. */
export function noteCreated(path: string, name: string, id: string): void {
  append(path, { created: name, id });
}

/** Writes down that a user is gone. */
export function noteRemoved(path: string, name: string): void {
  append(path, { removed: name });
}

/** Ends a journal that holds nothing any more. */
export function endJournal(path: string): void {
  rmSync(path, { force: true });
}

/** The paths of all journals in a folder, the oldest name first; none when there is no such folder. */
export function journalsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ENDING))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw unwritable(folder, error);
  }
}

/** Reads a journal; a last line that a crash cut short is passed over. Throws a SettingError when it is none. */
export function readJournal(path: string): JournalState {
  const lines = readFileSync(path, "utf8").split("\n").flatMap(parse);
  const [first] = lines;
  if (first === undefined || !("baseUrl" in first)) {
    throw new SettingError("PROVISIONING_JOURNAL", `${path} is no journal of a run: look into it, and delete it.`);
  }
  const users = new Map<string, JournalUser>();
  for (const line of lines) {
    if ("intended" in line) users.set(line.intended, { name: line.intended, at: line.at });
    else if ("created" in line)
      users.set(line.created, { at: 0, ...users.get(line.created), name: line.created, id: line.id });
    else if ("removed" in line) users.delete(line.removed);
  }
  const { baseUrl, pid, host, startedAt } = first;
  const organisation = lines.find((line) => "organisation" in line)?.organisation;
  return { path, baseUrl, pid, host, startedAt, organisation, users: [...users.values()] };
}

function parse(line: string): Line[] {
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}

/** One write a line, so that the lines of several processes do not mix, and on the disk before anything follows. */
function append(path: string, line: Line): void {
  const file = openSync(path, "a", 0o600);
  try {
    writeSync(file, `${JSON.stringify(line)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function unwritable(folder: string, error: unknown): SettingError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
  return new SettingError(
    "PROVISIONING_JOURNAL",
    `The folder ${folder} cannot be used for the journal (${code}): set PROVISIONING_JOURNAL to a folder that can be written.`,
  );
}
