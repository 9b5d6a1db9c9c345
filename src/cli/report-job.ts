import { existsSync, readdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { ReportError, SettingError, StatementError } from "../errors.ts";
import { finishPages, readReportTotal } from "../report/allure/generated.ts";
import { allureDirectory, resultsPath } from "../report/results-path.ts";
import { readStatement } from "../report/statement-file.ts";
import type { Env } from "../settings/env.ts";
import { packageFile } from "../package-file.ts";
import { isInside } from "../util/is-inside.ts";
import { allure, openInBrowser } from "./allure-program.ts";
import { wrongArguments } from "./wrong-arguments.ts";
import { demandOutFolder } from "./write-out.ts";
import { counted } from "../report/counted.ts";

const USAGE = "npm run report -- [--out FOLDER] [--open] [--single-file]";

const CONFIG = packageFile("allurerc.mjs");

interface Asked {
  readonly out: string;
  readonly open: boolean;
  readonly singleFile: boolean;
}

/** Makes the report. Throws a SettingError or a ReportError when there is nothing to report on. */
export async function runReport(given: readonly string[], env: Env, stdout: (text: string) => void): Promise<number> {
  const asked = readArguments(given);
  const results = allureDirectory(env);
  if (!hasResults(results)) throw new ReportError(whyNoResults(results, env));
  removeOld(asked.out, results);
  await generate(results, asked);
  finishPages(asked.out);
  const total = readReportTotal(asked.out);
  const page = join(asked.out, "index.html");
  stdout(`${page}: ${counted(total, "test")} of ${results}`);
  if (asked.open) await serve(asked);
  else if (!asked.singleFile)
    stdout("Browsers load it only from a server: npm run report -- --open, or --single-file.");
  return 0;
}

function readArguments(given: readonly string[]): Asked {
  try {
    const { values } = parseArgs({
      args: [...given],
      options: {
        out: { type: "string", default: "allure-report" },
        open: { type: "boolean", default: false },
        "single-file": { type: "boolean", default: false },
      },
    });
    if (values.out === "") throw new TypeError("--out is empty");
    return { out: values.out, open: values.open, singleFile: values["single-file"] };
  } catch (error) {
    throw wrongArguments("npm run report", error, USAGE);
  }
}

function hasResults(folder: string): boolean {
  return entriesOf(folder).some((name) => name.endsWith("-result.json"));
}

/** A run that was blocked before its first test leaves a statement, which has the reason, and no results. */
function whyNoResults(results: string, env: Env): string {
  const reason = whyBlocked(resultsPath(env));
  return reason === undefined
    ? `There are no results in ${results}: run npm run conformance first, or set ALLURE_RESULTS_DIR to the folder that has them.`
    : `There are no results in ${results}, as the last run was blocked before its first test: ${reason}`;
}

/** Undefined also where there is no statement that could say it. */
function whyBlocked(path: string): string | undefined {
  try {
    const { plan, results } = readStatement(path);
    return plan.tests.ran > 0 ? undefined : results.find(({ verdict }) => verdict === "blocked")?.reason;
  } catch (error) {
    if (error instanceof StatementError) return undefined;
    throw error;
  }
}

/** What Allure writes into every report. A page of the user's own has the first one too. */
const OF_REPORT = ["index.html", "summary.json"];

/** Removes an older report. Refuses a file, a folder that holds anything else, and one that cannot be written. */
function removeOld(out: string, results: string): void {
  // The folders themselves, not links to them: what is removed is what is in the folder.
  const [from, to] = [realpathSync.native(results), existsSync(out) ? realpathSync.native(out) : resolve(out)];
  const isFile = existsSync(to) && !statSync(to).isDirectory();
  const names = entriesOf(out);
  const isReport = OF_REPORT.every((name) => names.includes(name));
  const holdsOurs = isInside(to, from) || [from, realpathSync.native(".")].some((path) => isInside(path, to));
  if (isFile || holdsOurs || (names.length > 0 && !isReport)) {
    throw new SettingError(
      "--out",
      `--out names ${out}, which is something else than a report: give a folder that is empty or holds a report.`,
    );
  }
  demandOutFolder(to, "--out");
  // The folder itself stays: it may be a volume of a container.
  for (const name of names) removeEntry(join(out, name));
}

function removeEntry(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    throw new SettingError("--out", `${path} cannot be removed: give --out another folder.`);
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

async function generate(results: string, { out, singleFile }: Asked): Promise<void> {
  const { code, text } = await allure(["generate", resolve(results), "--output", resolve(out), "--config", CONFIG], {
    stdio: "pipe",
    env: { ALLURE_SINGLE_FILE: singleFile ? "1" : "" },
  });
  if (code !== 0 || !entriesOf(out).includes("index.html"))
    throw new ReportError(`The report could not be made: ${text === "" ? "Allure says nothing" : text}`);
}

async function serve({ out, singleFile }: Asked): Promise<void> {
  if (singleFile) await openInBrowser(pathToFileURL(resolve(out, "index.html")).href);
  else await allure(["open", resolve(out), "--config", CONFIG], { stdio: "inherit", env: {} });
}
