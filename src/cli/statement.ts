import { parseArgs } from "node:util";
import { exitCode } from "../report/exit-code.ts";
import { resultsPath } from "../report/results-path.ts";
import { readStatement } from "../report/statement-file.ts";
import { statementJunit } from "../report/statement/junit.ts";
import { statementMarkdown } from "../report/statement/markdown.ts";
import { printText, runCommandLine } from "./command-line.ts";
import { showsHelp } from "./help.ts";
import { openEnv } from "./open-env.ts";
import { wrongArguments } from "./wrong-arguments.ts";

/** What a statement is printed as. */
const FORMATS = { markdown: statementMarkdown, junit: statementJunit };

/** `npm run statement`: prints the statement of the last run, or of a file, and ends with the exit code of its run. */
async function main(args: readonly string[]): Promise<number> {
  const { format, path } = readArguments(args);
  // A statement may name the requirements of the user's own.
  const env = await openEnv();
  const statement = readStatement(path ?? resultsPath(env));
  printText(FORMATS[format](statement));
  return exitCode(statement.summary, statement.plan.strict);
}

function readArguments(args: readonly string[]): { readonly format: keyof typeof FORMATS; readonly path?: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { format: { type: "string", default: "markdown" } },
      allowPositionals: true,
    });
    const { format } = values;
    const [path, ...more] = positionals;
    if (format !== "markdown" && format !== "junit")
      throw new TypeError(`--format is ${JSON.stringify(format)}, not markdown or junit`);
    if (more.length > 0) throw new TypeError("More than one file is given");
    return { format, ...(path === undefined ? {} : { path }) };
  } catch (error) {
    throw wrongArguments("npm run statement", error, "npm run statement -- [FILE] [--format markdown|junit]");
  }
}

await runCommandLine(async () => (showsHelp("statement") ? 0 : main(process.argv.slice(2))));
