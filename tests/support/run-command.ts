import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { WITHOUT_LOADER } from "../../src/cli/playwright.ts";
import { commandArguments, sourceFile } from "../../src/package-file.ts";
import { ROWS } from "../../src/settings/table.ts";
import { scratchFolder } from "./scratch.ts";

/** The result of a command-line program. */
export interface CommandRun {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Every file that it wrote, by its path in the run's folder. */
  readonly files: ReadonlyMap<string, string>;
}

/** A running program. */
export interface StartedCommand {
  readonly child: ChildProcessWithoutNullStreams;
  /** Its default folder for journals. */
  readonly journals: string;
  /** Resolves when the program and all processes that share its output have ended. */
  readonly ended: Promise<CommandRun>;
}

/** Settings in the environment of the test run must not reach the started programs. */
const SETTINGS = new Set<string>(ROWS.map(({ name }) => name));

function isSetting(name: string): boolean {
  return SETTINGS.has(name.toUpperCase()) || /^(ZITADEL|CONFORMANCE)_/.test(name);
}

/** Runs the main job as a user would, with its files in a separate folder. */
export function runConformance(env: Readonly<Record<string, string>>, ...args: string[]): Promise<CommandRun> {
  return startCommand("conformance", env, ...args).ended;
}

/** Starts a program of `src/cli`, or Playwright itself, as a user would, with its files in a separate folder. */
export function startCommand(
  program: "conformance" | "explore" | "replay" | "cleanup" | "record" | "samples" | "playwright",
  env: Readonly<Record<string, string>>,
  ...args: string[]
): StartedCommand {
  const folder = scratchFolder();
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isSetting(name)));
  const own = { ...outputsIn(folder), PLAYWRIGHT_HTML_OUTPUT_DIR: join(folder, "html") };
  const child = spawn(process.execPath, [...programArguments(program), ...args], {
    env: { ...inherited, ...own, ...env },
  });
  return { child, journals: own.PROVISIONING_JOURNAL, ended: ended(child, folder) };
}

/** Settings that put all that a run writes into a folder. */
export function outputsIn(folder: string) {
  return {
    CONFORMANCE_OUT: join(folder, "conformance.json"),
    CONFORMANCE_JUNIT: join(folder, "junit.xml"),
    ALLURE_RESULTS_DIR: join(folder, "allure"),
    PROVISIONING_JOURNAL: join(folder, "journals"),
  };
}

/** The suite as its own command hands it to Playwright. */
interface BuiltSuite {
  /** Arguments of Playwright. */
  readonly config: readonly [string, string];
  /** Variables of Playwright. */
  readonly env: Readonly<Record<string, string>>;
  /** The reporter that writes the results. */
  readonly reporter: string;
  /** The reporter, the first of all, without which Playwright starts a worker anew after each failure. */
  readonly keptWorker: string;
}

/** Builds the suite for Playwright, whose processes need twice the time to load the TypeScript. */
export async function builtSuite(): Promise<BuiltSuite> {
  // It makes bundles, and can be in none.
  const address = pathToFileURL(sourceFile("scripts/present-bundle.mjs")).href;
  const { presentBundle } = (await import(address)) as { presentBundle: (kind: "commands") => Promise<string> };
  const folder = await presentBundle("commands");
  return {
    config: ["--config", join(folder, "playwright.config.js")],
    env: WITHOUT_LOADER,
    reporter: join(folder, "src/report/reporter.js"),
    keptWorker: join(folder, "src/report/kept-worker.js"),
  };
}

function programArguments(program: string): string[] {
  if (program === "playwright") return [createRequire(import.meta.url).resolve("@playwright/test/cli"), "test"];
  return [...commandArguments(program)];
}

async function ended(child: ChildProcessWithoutNullStreams, folder: string): Promise<CommandRun> {
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout: out.join(""), stderr: err.join(""), files: filesIn(folder) };
}

/** Every file in a folder, by its path there. */
export function filesIn(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (statSync(path).isFile()) files.set(name, readFileSync(path, "latin1"));
  }
  return files;
}
