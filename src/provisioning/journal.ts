import { SettingError } from "../errors.ts";
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { makeFolder } from "../util/make-folder.ts";
import { codeOf } from "../util/code-of.ts";

/** A user that a run created or was about to create. */
export interface JournalUser {
  readonly name: string;
  /** Absent when the run ended before it learned the id. */
  readonly id?: string;
  /** When the journal noted it, in milliseconds since the Unix epoch. */
  readonly at: number;
}

/** The content of a journal. It holds no credential. */
export interface JournalState {
  readonly path: string;
  readonly baseUrl: string;
  /** The process that wrote it, and its machine. */
  readonly pid: number;
  readonly host: string;
  /** In milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** Organisation of the administrator; undefined when the run ended before it was known. */
  readonly organisation: string | undefined;
  /** Users that may still exist, in the order of the journal. */
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

/** Path of the file with the tokens of a journal's users; there is one where they are kept. */
export function tokensPath(journal: string): string {
  return `${journal.slice(0, -ENDING.length)}.env`;
}

/** Starts the journal of a run, in a folder that no run empties, and returns its path. */
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

/** Notes the organisation of the administrator who creates the users: only its administrators find them. */
export function noteOrganisation(path: string, organisation: string): void {
  append(path, { organisation });
}

/** Notes a name before the user is created, so that a crash cannot lose it. */
export function noteIntended(path: string, name: string): void {
  append(path, { intended: name, at: Date.now() });
}

/** Notes the id of a user that now exists. */
export function noteCreated(path: string, name: string, id: string): void {
  append(path, { created: name, id });
}

/** Notes that a user is gone. */
export function noteRemoved(path: string, name: string): void {
  append(path, { removed: name });
}

/** Deletes a journal whose users are all gone, and the file of their tokens. */
export function endJournal(path: string): void {
  rmSync(tokensPath(path), { force: true });
  rmSync(path, { force: true });
}

/** The paths of all journals in a folder, oldest name first; empty when the folder does not exist. */
export function journalsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ENDING))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw unwritable(folder, error);
  }
}

/**
 * Reads a journal and skips a last line that a crash cut short. Throws a SettingError when the file is not a journal, or
 * cannot be read.
 */
export function readJournal(path: string): JournalState {
  const lines = textOf(path).split("\n").flatMap(parse);
  const [first] = lines;
  if (first === undefined || !("baseUrl" in first)) {
    throw new SettingError("PROVISIONING_JOURNAL", `${path} is not the journal of a run: check it, and delete it.`);
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

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new SettingError(
      "PROVISIONING_JOURNAL",
      `The journal ${path} cannot be read (${reasonOf(error)}): run npm run cleanup as the user who ran the suite, or make it readable.`,
    );
  }
}

function parse(line: string): Line[] {
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}

/** One write per line, so that lines of several processes do not mix, flushed to disk before the run goes on. */
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
  return new SettingError(
    "PROVISIONING_JOURNAL",
    `The folder ${folder} cannot be used for the journal (${reasonOf(error)}): set PROVISIONING_JOURNAL to a folder that can be written.`,
  );
}

function reasonOf(error: unknown): string {
  return codeOf(error) ?? "unknown reason";
}
