import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { TRANSPORTS } from "../contract/transport.ts";
import { SettingError } from "../errors.ts";
import { mayPlanTests, namesProject, patternOf } from "../report/planned-tests.ts";
import { parseArguments, PLAYWRIGHT_OPTIONS, type Argument } from "../report/playwright-options.ts";
import { VERBOSE } from "./playwright-arguments.ts";

/** Our own reporter and those that Playwright brings. */
const REPORTERS = [
  ...[
    "console",
    "list",
    "line",
    "dot",
    "failures",
    "json",
    "junit",
    "null",
    "github",
    "html",
    "blob",
    "perfetto",
    "coverage",
  ],
];

/** What is wrong with the value of an option, as the end of a sentence, or undefined when nothing is. */
const WRONG: Readonly<Record<string, (value: string) => string | undefined>> = {
  "--project": (value) =>
    TRANSPORTS.some((name) => namesProject(value, name)) ? undefined : `set it to one of ${TRANSPORTS.join(", ")}`,
  "--shard": (value) => (isShard(value) ? undefined : "set it to the part and the number of parts, such as 1/3"),
  "--reporter": (value) =>
    value.split(",").every(isReporter) ? undefined : `set it to one of ${REPORTERS.join(", ")}, or to a module`,
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
  "--config": (value) => (isFile(value) ? undefined : "set it to a configuration file, or leave it out"),
};

/** Throws a SettingError when Playwright could not run with the arguments, or would find no test. */
export function checkArguments(given: readonly string[]): void {
  const read = parseArguments(given);
  for (const argument of read) checkArgument(argument);
  if (mayPlanTests(given)) return;
  const filters = read.filter(({ option }) => option === undefined || FILTERS.includes(option));
  const text = filters.flatMap(({ words }) => words).join(" ");
  throw new SettingError(
    filters[0]?.option ?? "file",
    `No test fits ${text}: npm run conformance -- --list shows the tests.`,
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
  for (const value of values) {
    const wrong = WRONG[option]?.(value);
    if (wrong !== undefined) throw new SettingError(option, `${option} is ${JSON.stringify(value)}: ${wrong}.`);
  }
}

function wholeNumber(least: number): (value: string) => string | undefined {
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

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function isShard(value: string): boolean {
  const [, current, total] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
  return Number(current) >= 1 && Number(current) <= Number(total);
}

function isReporter(name: string): boolean {
  if (REPORTERS.includes(name) || existsSync(name)) return true;
  try {
    createRequire(resolve("package.json")).resolve(name);
    return true;
  } catch {
    return false;
  }
}
