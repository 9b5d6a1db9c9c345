import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { SettingError } from "../errors.ts";
import { printText, runCommandLine } from "./command-line.ts";
import { showsHelp } from "./help.ts";
import { requirementsMarkdown } from "./requirements-markdown.ts";
import { wrongArguments } from "./wrong-arguments.ts";

/** `npm run catalogue`: every requirement with its source, its cases and the faults that prove it, as Markdown. */
function main(args: readonly string[]): number {
  const out = readArguments(args);
  const text = requirementsMarkdown();
  if (out === undefined) printText(text);
  else write(out, `${text}\n`);
  return 0;
}

function readArguments(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { out: { type: "string" } } }).values.out;
  } catch (error) {
    throw wrongArguments("npm run catalogue", error, "npm run catalogue -- [--out FILE]");
  }
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    throw new SettingError("--out", `--out names ${path}, which cannot be written (${code}): use another path.`);
  }
}

await runCommandLine(() => Promise.resolve(showsHelp("catalogue") ? 0 : main(process.argv.slice(2))));
