import { readdirSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { ReportError, SettingError } from "../errors.ts";
import { finishPages, readReportTotal } from "../report/allure/generated.ts";
import { allureDirectory } from "../report/results-path.ts";
import type { Env } from "../settings/env.ts";
import { packageFile } from "../package-file.ts";
import { allure, openInBrowser } from "./allure-program.ts";
import { wrongArguments } from "./wrong-arguments.ts";
import { counted } from "../report/counted.ts";

const HELP = `npm run report -- [--out FOLDER] [--open] [--single-file]

Makes an HTML report of the Allure results of the last run, or of several that shared a folder of results. A report that
is already there is removed first. The page loads nothing from the network.

  --out FOLDER    where the report goes (allure-report)
  --open          serves the report on this machine and opens it in the browser, until Ctrl-C
  --single-file   one file, to send or to open without a server
  --help          this text

  npm run conformance; npm run report -- --open
  ALLURE_RESULTS_DIR=results/staging npm run report -- --single-file --out staging-report

Exit code: 0 the report is there, 2 there are no results, or the report cannot be made.`;

const CONFIG = packageFile("allurerc.mjs");

interface Asked {
  readonly out: string;
  readonly open: boolean;
  readonly singleFile: boolean;
}

/** Makes the report. Throws a SettingError or a ReportError when there is nothing to report on. */
export async function runReport(given: readonly string[], env: Env, stdout: (text: string) => void): Promise<number> {
  const asked = readArguments(given);
  if (asked === "help") {
    stdout(HELP);
    return 0;
  }
  const results = allureDirectory(env);
  if (!hasResults(results)) {
    throw new ReportError(
      `There are no results in ${results}: run npm run conformance first, or set ALLURE_RESULTS_DIR to the folder that has them.`,
    );
  }
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

function readArguments(given: readonly string[]): Asked | "help" {
  try {
    const { values } = parseArgs({
      args: [...given],
      options: {
        out: { type: "string", default: "allure-report" },
        open: { type: "boolean", default: false },
        "single-file": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return "help";
    if (values.out === "") throw new TypeError("--out is empty");
    return { out: values.out, open: values.open, singleFile: values["single-file"] };
  } catch (error) {
    throw wrongArguments("npm run report", error, HELP.split("\n", 1)[0] ?? "");
  }
}

function hasResults(folder: string): boolean {
  return entriesOf(folder).some((name) => name.endsWith("-result.json"));
}

/** Removes the report that is there, and refuses a folder that holds anything else. */
function removeOld(out: string, results: string): void {
  const [from, to] = [resolve(results), resolve(out)];
  const names = entriesOf(out);
  const isReport = names.includes("index.html");
  if (isInside(to, from) || isInside(process.cwd(), to) || (names.length > 0 && !isReport)) {
    throw new SettingError(
      "--out",
      `--out names ${out}, which holds something else than a report: give a folder that is empty or holds a report.`,
    );
  }
  rmSync(out, { recursive: true, force: true });
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (!way.startsWith("..") && resolve(folder, way) === path);
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
