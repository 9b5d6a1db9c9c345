import { SettingError } from "../errors.ts";
import { isFreeFor, type OwnKind } from "../report/own-file.ts";
import { realPath } from "../util/is-inside.ts";
import { mayWriteFile, mayWriteInto } from "../util/may-write.ts";
import { writeAtomic } from "../util/write-atomic.ts";

/** What a command is about to write. */
export interface Out {
  readonly kind: OwnKind;
  /** What the kind is called: `a baseline`. */
  readonly name: string;
  /** Files that the command reads. */
  readonly inputs?: readonly string[];
}

/**
 * Throws a SettingError when a file cannot be written, before anything takes its time, and when writing it would cost the
 * user a file: one that the command reads, or one of another kind.
 */
export function demandOut(path: string, { kind, name, inputs = [] }: Out): void {
  if (!mayWriteFile(path)) throw unwritable(path, "--out");
  demandNoInput(path, inputs);
  if (isFreeFor(kind, path)) return;
  throw new SettingError(
    "--out",
    `--out names ${path}, which holds something else than ${name}: move that file, or give --out another path.`,
  );
}

/** Throws a SettingError where a command would overwrite what it reads. */
export function demandNoInput(out: string, inputs: readonly string[]): void {
  if (!inputs.some((input) => realPath(input) === realPath(out))) return;
  throw new SettingError("--out", `--out names ${out}, which the command reads: give --out another path.`);
}

/** Throws a SettingError when nothing can be written into a folder that an option names. */
export function demandOutFolder(path: string, option: string): void {
  if (!mayWriteInto(path)) throw unwritable(path, option);
}

/** Writes what a command was asked to write. Throws a SettingError when the path is none that can be written. */
export function writeOut(path: string, text: string): void {
  try {
    writeAtomic(path, text);
  } catch {
    throw unwritable(path, "--out");
  }
}

function unwritable(path: string, option: string): SettingError {
  return new SettingError(
    option,
    `${path === "" ? "An empty path" : path} cannot be written: give ${option} a path that can be.`,
  );
}
