import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { writeAllureEnvironment } from "../report/allure/environment.ts";
import { exitCode } from "../report/exit-code.ts";
import { demandStatement, writeOutputs } from "../report/outputs.ts";
import { mergeStatements } from "../report/merge.ts";
import { allureDirectory } from "../report/results-path.ts";
import { readStatement } from "../report/statement-file.ts";
import { summaryText } from "../report/summary.ts";
import { printText, runCommandLine } from "./command-line.ts";
import { loadConfiguration } from "../settings/load-configuration.ts";
import { showsHelp } from "./help.ts";
import { wrongArguments } from "./wrong-arguments.ts";

const USAGE = "npm run merge -- results/shard-*.json --out results/conformance.json";

/** Merges the statements of shards, and ends with the exit code of the whole run: `npm run merge -- results/shard-*.json --out results/conformance.json`. */
async function main(args: readonly string[]): Promise<number> {
  const { out, paths } = readArguments(args);
  // The summary names the requirements of the user's own, too.
  await loadConfiguration(process.env);
  const merged = mergeStatements(paths.map((path) => ({ path, statement: readStatement(path) })));
  demandStatement(process.env, out, [], "--out");
  writeOutputs(process.env, out, merged);
  // Each shard wrote what the report's first page says of it alone.
  const allure = allureDirectory(process.env);
  if (merged.runs.length > 1 && existsSync(allure)) writeAllureEnvironment(allure, merged);
  printText(summaryText(merged));
  return exitCode(merged.summary, merged.plan.strict);
}

function readArguments(args: readonly string[]): { readonly out: string; readonly paths: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { out: { type: "string", default: "results/conformance.json" } },
      allowPositionals: true,
    });
    return { out: values.out, paths: positionals };
  } catch (error) {
    throw wrongArguments("npm run merge", error, USAGE);
  }
}

await runCommandLine(async () => (showsHelp("merge") ? 0 : main(process.argv.slice(2))));
