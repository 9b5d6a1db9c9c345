import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { TRANSPORTS } from "../contract/transport.ts";
import { SettingError } from "../errors.ts";
import { namesProject, patternOf, plannedTests } from "../report/planned-tests.ts";
import { parseArguments, PLAYWRIGHT_OPTIONS, type Argument } from "../report/playwright-options.ts";
import type { Env } from "../settings/env.ts";
import { mayWriteInto } from "../util/may-write.ts";
import { VERBOSE } from "./playwright-arguments.ts";

/** Reporters that Playwright brings. */
const ITS_OWN = [
  ...["list", "line", "dot", "failures", "json", "junit", "null", "github", "html", "blob", "perfetto", "coverage"],
];
/** Those in whose place `--reporter` may name ours. */
const REPORTERS = ["console", ...ITS_OWN];

/** What is wrong with a value, as the end of a sentence, or undefined when nothing is. */
type Check = (value: string) => string | undefined;

/** How the values of options are checked. */
const WRONG: Readonly<Record<string, Check>> = {
  "--project": (value) =>
    TRANSPORTS.some((name) => namesProject(value, name)) ? undefined : `set it to one of ${TRANSPORTS.join(", ")}`,
  "--shard": (value) => (isShard(value) ? undefined : "set it to the part and the number of parts, such as 1/3"),
  "--reporter": reporterOf(REPORTERS),
  "--add-reporter": reporterOf(ITS_OWN),
  "--workers": (value) =>
    /^[1-9]\d*%?$/.test(value) ? undefined : "set it to a number from 1, or to a percentage of the processors",
  "--retries": wholeNumber(0),
  "--repeat-each": wholeNumber(1),
  "--max-failures": wholeNumber(0),
  "--timeout": wholeNumber(0),
  "--global-timeout": wholeNumber(0),
  "--grep": pattern,
  "--grep-invert": pattern,
  // Of a folder without one Playwright runs whatever tests it finds there.
  "--config": fileOf("a configuration file"),
  "--output": emptied,
  "--tsconfig": fileOf("a tsconfig.json"),
  "--test-list": fileOf("a file that lists tests"),
  "--test-list-invert": fileOf("a file that lists tests"),
};

/** Throws a SettingError when Playwright could not run with the arguments, or would find no test. */
export function checkArguments(given: readonly string[], { CONFORMANCE_REPORTER: reporter }: Env): void {
  if (reporter !== undefined) checkValue("CONFORMANCE_REPORTER", reporter, reporterOf(REPORTERS));
  const read = parseArguments(given);
  for (const argument of read) checkArgument(argument);
  if (plannedTests(given).length > 0) return;
  const filters = read.filter(({ option }) => option === undefined || FILTERS.includes(option));
  const text = filters.flatMap(({ words }) => words).join(" ");
  throw new SettingError(
    filters[0]?.option ?? "file",
    `No test fits ${text}: npm run conformance -- --list shows the tests.`,
  );
}

/** A reporter of the user's own. */
export interface ReporterModule {
  readonly setting: string;
  readonly module: string;
}

/** The modules that the arguments or the environment name as reporters. */
export function reporterModules(
  given: readonly string[],
  { CONFORMANCE_REPORTER: reporter = "" }: Env,
): readonly ReporterModule[] {
  const named = parseArguments(given).flatMap(({ option: setting, values }) =>
    setting === "--reporter" || setting === "--add-reporter" ? values.map((value) => ({ setting, value })) : [],
  );
  const isReplaced = named.some(({ setting }) => setting === "--reporter");
  const all = isReplaced ? named : [{ setting: "CONFORMANCE_REPORTER", value: reporter }, ...named];
  return all.flatMap(({ setting, value }) =>
    value
      .split(",")
      .filter((module) => module !== "" && !REPORTERS.includes(module))
      .map((module) => ({ setting, module })),
  );
}

const FILTERS = ["--grep", "--grep-invert", "--project"];

function checkArgument({ option, values }: Argument): void {
  if (option === undefined) return;
  const arity = option === VERBOSE ? "none" : PLAYWRIGHT_OPTIONS[option];
  if (arity === undefined) {
    throw new SettingError(option, `${option} is no option of Playwright's: npx playwright test --help lists them.`);
  }
  if (values.length === 0 && (arity === "one" || arity === "many")) {
    throw new SettingError(option, `${option} has no value: give it one, or leave it out.`);
  }
  if (values.length > 0 && arity === "none") {
    throw new SettingError(option, `${option} takes no value: leave out ${JSON.stringify(values.join(" "))}.`);
  }
  for (const value of values) checkValue(option, value, WRONG[option]);
}

function checkValue(name: string, value: string, wrongIn: Check | undefined): void {
  const wrong = wrongIn?.(value);
  if (wrong !== undefined) throw new SettingError(name, `${name} is ${JSON.stringify(value)}: ${wrong}.`);
}

function wholeNumber(least: number): Check {
  return (value) =>
    /^\d+$/.test(value) && Number(value) >= least ? undefined : `set it to a whole number from ${String(least)}`;
}

function pattern(value: string): string | undefined {
  try {
    patternOf(value);
    return undefined;
  } catch {
    return "set it to a regular expression, with \\ before a character that stands for itself";
  }
}

function fileOf(what: string): Check {
  return (value) => {
    if (!isFile(value)) return `set it to ${what}, or leave it out`;
    return isReadable(value) ? undefined : `it cannot be read, so set it to ${what} that can be, or leave it out`;
  };
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** Playwright empties the folder that it is given, whatever is in it. */
function emptied(value: string): string | undefined {
  const may = "set it to a new folder, or to one that Playwright made; CONFORMANCE_OUT moves the results";
  if (existsSync(value) && !isPlaywrights(value)) return `Playwright empties it, so ${may}`;
  return mayWriteInto(value) ? undefined : `nothing can be written there, so ${may}`;
}

/** Throws a SettingError where Playwright would empty a folder of the user's own beside the statement. */
export function demandPlaywrightFolder(given: readonly string[], folder: string): void {
  const isMoved = parseArguments(given).some(({ option }) => option === "--output");
  if (isMoved || !existsSync(folder) || isPlaywrights(folder)) return;
  throw new SettingError(
    "CONFORMANCE_OUT",
    `Playwright would empty ${folder}, which it did not make: move that folder, or set CONFORMANCE_OUT to another path.`,
  );
}

/** True for a folder that is empty, or holds only what Playwright leaves in its own when it ends, or when it is killed. */
function isPlaywrights(path: string): boolean {
  try {
    const names = readdirSync(path);
    return names.includes(".last-run.json") || names.every((name) => name.startsWith(".playwright-artifacts"));
  } catch {
    // It is no folder, or one that cannot be read.
    return false;
  }
}

function reporterOf(names: readonly string[]): Check {
  return (value) =>
    value.split(",").every((name) => names.includes(name) || isModule(name))
      ? undefined
      : `set it to one of ${names.join(", ")}, or to a module`;
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function isShard(value: string): boolean {
  const [, current, total] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
  return Number(current) >= 1 && Number(current) <= Number(total);
}

function isModule(name: string): boolean {
  if (existsSync(name)) return true;
  try {
    createRequire(resolve("package.json")).resolve(name);
    return true;
  } catch {
    return false;
  }
}
