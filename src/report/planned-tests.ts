import { basename } from "node:path";
import { allTests, type Test } from "../cases/tests.ts";
import type { Case } from "../contract/case.ts";
import type { Group } from "../contract/requirement.ts";
import type { Transport } from "../contract/transport.ts";
import { moduleFile } from "../package-file.ts";
import { parseArguments } from "./playwright-options.ts";
import { tags, title } from "./test-names.ts";

/**
 * The tests that fit the filters of a command line. A line of a file, a list of tests and a part of several are left to
 * Playwright: of these it may run fewer.
 */
export function plannedTests(words: readonly string[]): readonly Test[] {
  const matchers = matchersOf(words);
  return allTests().filter(({ testCase, transport }) => matchers.every((matches) => matches(testCase, transport)));
}

type Matcher = (testCase: Case, transport: Transport) => boolean;

function matchersOf(words: readonly string[]): readonly Matcher[] {
  const given = parseArguments(words);
  const valuesOf = (option: string | undefined): readonly string[] =>
    given.flatMap((each) => (each.option === option ? each.values : []));
  const files = valuesOf(undefined);
  const projects = valuesOf("--project");
  // Of an option that takes one value the last one counts.
  const grep = valuesOf("--grep").at(-1);
  const invert = valuesOf("--grep-invert").at(-1);
  return [
    ...(files.length === 0 ? [] : [fileMatcher(files)]),
    ...(projects.length === 0 ? [] : [projectMatcher(projects)]),
    ...(grep === undefined ? [] : [titleMatcher(grep)]),
    ...(invert === undefined ? [] : [not(titleMatcher(invert))]),
  ];
}

/** A pattern as Playwright reads it: `/text/flags`, or a text that is searched for without regard to case. */
export function patternOf(text: string): RegExp {
  const [, source, flags] = /^\/(.*)\/([gi]*)$/.exec(text) ?? [];
  return source === undefined ? new RegExp(text, "i") : new RegExp(source, flags?.replace("g", ""));
}

/** True when a name given to `--project` is one of the projects, or a pattern that fits one. */
export function namesProject(given: string, project: string): boolean {
  const parts = given
    .toLowerCase()
    .split("*")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(project);
}

function projectMatcher(given: readonly string[]): Matcher {
  return (_, transport) => given.some((each) => namesProject(each, transport));
}

function titleMatcher(text: string): Matcher {
  const pattern = patternOf(text);
  return (testCase, transport) =>
    pattern.test([transport, basename(specOf(testCase.group)), title(testCase), ...tags(testCase).tag].join(" "));
}

/** Files may name a line. */
function fileMatcher(files: readonly string[]): Matcher {
  const patterns = files.map((each) => patternOf(each.replace(/(:\d+){1,2}$/, "")));
  return ({ group }) => patterns.some((pattern) => pattern.test(specOf(group)));
}

function not(matches: Matcher): Matcher {
  return (testCase, transport) => !matches(testCase, transport);
}

function specOf(group: Group): string {
  return moduleFile(`tests/${group}.spec.ts`);
}
