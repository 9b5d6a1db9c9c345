import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { packageFile } from "../package-file.ts";
import { loadConfiguration } from "../settings/load-configuration.ts";
import { printText, runCommandLine } from "./command-line.ts";
import { everyRequirementMarkdown, requirementsMarkdown } from "./requirements-markdown.ts";
import { demandOut, writeOut } from "./write-out.ts";
import { wrongArguments } from "./wrong-arguments.ts";

/** The suite's own document, which a user's configuration does not change. */
const OWN_DOCUMENT = packageFile("docs/requirements.md");

/** `npm run catalogue`: every requirement with its source, its cases and the faults that prove it, as Markdown. */
async function main(args: readonly string[]): Promise<number> {
  const out = readArguments(args);
  if (out !== undefined && resolve(out) === OWN_DOCUMENT) write(out, requirementsMarkdown(), " of the suite");
  else {
    await loadConfiguration(process.env);
    const text = everyRequirementMarkdown();
    if (out === undefined) printText(text);
    else write(out, text, "");
  }
  return 0;
}

function write(out: string, text: string, whose: string): void {
  demandOut(out, { kind: "catalogue", name: "a catalogue of requirements" });
  writeOut(out, `${text}\n`);
  printText(`${out}: ${String(text.match(/^### /gm)?.length ?? 0)} requirements${whose}`);
}

function readArguments(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { out: { type: "string" } } }).values.out;
  } catch (error) {
    throw wrongArguments("npm run catalogue", error, "npm run catalogue -- [--out FILE]");
  }
}

await runCommandLine("catalogue", () => main(process.argv.slice(2)));
