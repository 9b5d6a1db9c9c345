import { stripVTControlCharacters } from "node:util";
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from "@playwright/test/reporter";
import type { Row } from "../runner/result.ts";
import { contextFromEnv, secretsOf } from "../runner/run-context.ts";
import { causesOf } from "./causes.ts";
import { rowKey } from "./conformance.ts";
import { aboutText } from "./console/about.ts";
import { githubAnnotations, isOnGitHub, withoutCommands } from "./console/annotations.ts";
import { causesText } from "./console/cause-text.ts";
import { red } from "./console/colour.ts";
import { plainView, terminalView, type Progress, type ProgressView } from "./console/progress.ts";
import { createRedactor } from "./redact.ts";
import { filtersOf, ownArguments } from "./run-plan.ts";
import { handedOver, isBlocked, plannedOf } from "./test-results.ts";

/** Seconds pass between two tests too. */
const TICK = 1000;

/**
 * Prints a run for a person: what it is about, how far it is, and each cause of its failures once. With
 * `CONFORMANCE_VERBOSE` every failure of every test, with its exchange. The summary is the other reporter's.
 */
export default class ConsoleReporter implements Reporter {
  readonly #view = viewOf(process.stdout);
  /** Rows that fail the run, and the text of each. */
  readonly #failed: Row[] = [];
  readonly #texts = new Map<string, string>();
  readonly #done = new Set<string>();
  readonly #failedTests = new Set<string>();
  /** Tests that could not be judged. */
  readonly #blockedTests = new Set<string>();
  /** Tests that broke off, by the error. */
  readonly #errors = new Map<string, string[]>();
  #planned = 0;
  #started = 0;
  #timer: NodeJS.Timeout | undefined;

  onBegin({ shard, workers }: FullConfig, suite: Suite): void {
    const tests = suite.allTests();
    this.#planned = tests.length;
    this.#started = performance.now();
    const context = contextFromEnv(process.env);
    if (context === undefined || tests.length === 0) return;
    const planned = tests.flatMap((test) => plannedOf(test) ?? []);
    const plan = { shard, filters: filtersOf(ownArguments()) };
    print(`${aboutText(context, planned, plan, Math.min(workers, tests.length))}\n\n`);
    this.#timer = setInterval(() => {
      this.#view.show(this.#progress());
    }, TICK).unref();
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#done.add(test.id);
    const handed = handedOver(result);
    const failures = handed?.failures ?? {};
    for (const row of handed?.rows ?? []) {
      const text = failures[row.requirement];
      if (text === undefined) continue;
      this.#failed.push(row);
      this.#texts.set(rowKey(row), text);
    }
    if (result.status !== "passed" && result.status !== "skipped") {
      (handed !== undefined && isBlocked(handed) ? this.#blockedTests : this.#failedTests).add(test.id);
      if (handed === undefined) this.#noteError(nameOf(test), errorText(result.error));
      if (isVerbose()) this.#print(`${withoutCommands(verboseText(test, result))}\n\n`);
    }
    this.#view.show(this.#progress());
  }

  onStdOut(chunk: string | Buffer): void {
    this.#print(String(chunk));
  }

  onStdErr(chunk: string | Buffer): void {
    this.#print(String(chunk));
  }

  /** An error outside of every test. */
  onError(error: TestError): void {
    this.#print(`${errorText(error)}\n`);
  }

  onEnd({ status }: FullResult): void {
    clearInterval(this.#timer);
    if (this.#planned > 0) this.#view.end(this.#progress());
    const texts = [
      ...(status === "interrupted" ? ["The run was interrupted."] : []),
      ...(status === "timedout" ? ["The run took longer than --global-timeout lets it."] : []),
      ...[...this.#errors].map(([error, tests]) => `${tests.slice(0, 3).join(", ")}${more(tests.length)}\n${error}`),
      ...this.#causes(),
    ].map((text) => withoutCommands(text));
    const annotations = isOnGitHub() ? [githubAnnotations(this.#failed).join("\n")] : [];
    const parts = [...texts, ...annotations].filter((part) => part !== "");
    if (parts.length > 0) print(`\n${parts.join("\n\n")}\n`);
  }

  /** What blocked tests is in the summary, and in the verbose output every failure is there already. */
  #causes(): string[] {
    if (isVerbose()) return [];
    const failed = this.#failed.filter(({ verdict }) => verdict !== "blocked");
    return [causesText(causesOf(failed), (row) => this.#texts.get(rowKey(row)) ?? "")];
  }

  #noteError(name: string, error: string): void {
    this.#errors.set(error, [...(this.#errors.get(error) ?? []), name]);
  }

  #progress(): Progress {
    return {
      done: this.#done.size,
      planned: this.#planned,
      failed: this.#failedTests.size,
      blocked: this.#blockedTests.size,
      elapsed: performance.now() - this.#started,
    };
  }

  #print(text: string): void {
    this.#view.clear();
    print(text);
  }

  printsToStdio(): boolean {
    return true;
  }
}

function print(text: string): void {
  process.stdout.write(text);
}

/** A terminal that cannot move its cursor is a log. */
function viewOf(stream: NodeJS.WriteStream): ProgressView {
  const isTerminal = stream.isTTY && process.env["TERM"] !== "dumb" && (process.env["CI"] ?? "") === "";
  return isTerminal ? terminalView(print, () => stream.columns || 80) : plainView(print);
}

function isVerbose(): boolean {
  return process.env["CONFORMANCE_VERBOSE"] === "1";
}

/** A test by its case and transport: its title has them, and Playwright's name of it ends in tags. */
function nameOf(test: TestCase): string {
  const transport = test.parent.project()?.name;
  return [...(transport === undefined ? [] : [`${transport}:`]), test.title].join(" ");
}

/** Everything about one failed test. */
function verboseText(test: TestCase, { errors, attachments }: TestResult): string {
  const exchanges = attachments.flatMap(({ contentType, body }) =>
    contentType === "text/plain" && body !== undefined ? [body.toString()] : [],
  );
  return [red(nameOf(test)), ...[...errors.map(errorText), ...exchanges].map(indented)].join("\n\n");
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}

/** An error without colours and credentials. */
function errorText(error: TestError | undefined): string {
  const text = stripVTControlCharacters(error?.stack ?? error?.message ?? error?.value ?? "no error was given");
  const context = contextFromEnv(process.env);
  return createRedactor(context === undefined ? [] : secretsOf(context.descriptor))
    .text(text)
    .replace(/^Error: /, "");
}

function more(count: number): string {
  return count > 3 ? ` and ${String(count - 3)} more` : "";
}
