import { parseArgs } from "node:util";
import { exitCode } from "../report/exit-code.ts";
import { resultsPath } from "../report/results-path.ts";
import { readStatement } from "../report/statement-file.ts";
import { statementJunit } from "../report/statement/junit.ts";
import { statementMarkdown } from "../report/statement/markdown.ts";
import type { PrintingSurroundings } from "./main-job.ts";
import { reportErrors } from "./user-facing-errors.ts";
import { wrongArguments } from "./wrong-arguments.ts";

/** What a statement is printed as. */
const FORMATS = { markdown: statementMarkdown, junit: statementJunit };

/** Prints the statement of the last run, or of a file. The exit code is that of its run. */
export function runStatement(argv: readonly string[], { env, stderr, stdout }: PrintingSurroundings): Promise<number> {
  return reportErrors(() => {
    const { format, path } = readArguments(argv);
    const statement = readStatement(path ?? resultsPath(env));
    stdout(FORMATS[format](statement));
    return Promise.resolve(exitCode(statement.summary, statement.plan.strict));
  }, stderr);
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
