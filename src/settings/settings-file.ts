import { parse } from "dotenv";
import { SettingError } from "../errors.ts";
import { isThere } from "../util/is-there.ts";
import { readTextFile } from "../util/read-text-file.ts";
import { asSettingName, KNOWN } from "./names.ts";

/**
 * The variables in a file such as `.env`. A file that is not there has none, and that is no fault; one that cannot be
 * read, or a line of it that cannot, would go unnoticed: the run would test another target. Throws a SettingError then.
 */
export function readSettingsFile(path: string): Readonly<Record<string, string>> {
  const text = textOf(path);
  if (text.includes("\0")) throw new SettingError(path, `${path} is not UTF-8: save it as UTF-8.`);
  const variables = parse(text);
  text.split(/\r\n|\r|\n/).forEach((line, at) => {
    const name = settingIn(line);
    if (name === undefined || Object.hasOwn(variables, name) || setsAny(line)) return;
    // Never the line itself, which may hold a token.
    const place = `${path}, line ${String(at + 1)}: ${name} cannot be read`;
    throw new SettingError(
      path,
      `${place}: write ${asSettingName(name)}=value there, or begin the line with # as a comment.`,
    );
  });
  return variables;
}

function textOf(path: string): string {
  try {
    return readTextFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && !isThere(path)) return "";
    throw new SettingError(path, `${path} cannot be read (${code ?? message}): make it a readable file, or remove it.`);
  }
}

/** True for a line that sets a variable, of another program's perhaps, such as `other.ZITADEL_NAME=value`. */
function setsAny(line: string): boolean {
  return Object.keys(parse(line)).length > 0;
}

/** The setting that a line means to set, under the name that it gives it. */
function settingIn(line: string): string | undefined {
  if (line.trimStart().startsWith("#")) return undefined;
  const [before = ""] = line.split("=", 1);
  return before.match(/[A-Za-z][\w-]*/g)?.find((word) => {
    // A word such as target may be prose; one with an underscore is none.
    const name = /[_-]/.test(word) ? asSettingName(word) : word;
    return KNOWN.has(name) || name.startsWith("ZITADEL_");
  });
}
