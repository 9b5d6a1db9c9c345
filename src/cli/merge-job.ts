import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { writeAllureEnvironment } from "../report/allure/environment.ts";
import { exitCode } from "../report/exit-code.ts";
import { demandAllure, demandStatement, writeOutputs } from "../report/outputs.ts";
import { mergeStatements } from "../report/merge.ts";
import { allureDirectory } from "../report/results-path.ts";
import { readStatement } from "../report/statement-file.ts";
import { summaryText } from "../report/summary.ts";
import type { PrintingSurroundings } from "./main-job.ts";
import { reportErrors } from "./user-facing-errors.ts";
import { demandNoInput } from "./write-out.ts";
import { wrongArguments } from "./wrong-arguments.ts";

const USAGE = "npm run merge -- results/shard-*.json --out results/conformance.json";

/** Merges the statements of shards. The exit code is that of the whole run. */
export function runMerge(argv: readonly string[], { env, stderr, stdout }: PrintingSurroundings): Promise<number> {
  return reportErrors(() => {
    const { out, paths } = readArguments(argv);
    const merged = mergeStatements(paths.map((path) => ({ path, statement: readStatement(path) })));
    demandNoInput(out, paths);
    demandStatement(env, out, undefined, "--out");
    const ofAllure = merged.runs.length > 1 && existsSync(allureDirectory(env)) ? allureDirectory(env) : undefined;
    if (ofAllure !== undefined) demandAllure(env);
    writeOutputs(env, out, merged);
    // Each shard wrote what the report's first page says of it alone.
    if (ofAllure !== undefined) writeAllureEnvironment(ofAllure, merged);
    stdout(summaryText(merged));
    return Promise.resolve(exitCode(merged.summary, merged.plan.strict));
  }, stderr);
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
