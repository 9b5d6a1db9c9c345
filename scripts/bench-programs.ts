import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { commandArguments, sourceFile } from "../src/package-file.ts";
import type { Env } from "./live-server.ts";
import { endOf } from "./program-run.ts";

/** What a timed program is given beside its arguments, and how it must end. */
export interface Timed {
  readonly env?: Env;
  /** The exit code that is right, 0 by default. */
  readonly code?: number;
}

/** The suite's own embedded server, whatever a .env file says. */
const REFERENCE: Env = { TARGET: "reference" };

const FILES: Env = {
  CONFORMANCE_OUT: "results/bench/conformance.json",
  ALLURE_RESULTS_DIR: "results/bench/allure",
};

/** Milliseconds of one run of the main job. */
export function mainJob(args: readonly string[] = [], timed: Timed = {}): Promise<number> {
  return timedCommand("conformance", args, timed);
}

/** Milliseconds of one run of a command of the suite. */
export function timedCommand(name: string, args: readonly string[], timed: Timed = {}): Promise<number> {
  return timedProgram([...commandArguments(name), ...args], { env: REFERENCE, ...timed });
}

/** Milliseconds of one run of a Node program, from its start to its end. */
export async function timedProgram(args: readonly string[], { env = {}, code = 0 }: Timed = {}): Promise<number> {
  const started = performance.now();
  const ended = await endOf(spawn(process.execPath, [...args], { env: { ...process.env, ...FILES, ...env } }));
  const taken = performance.now() - started;
  if (ended.code === code) return taken;
  throw new Error(`${args.join(" ")} ended with code ${String(ended.code)}: ${ended.text}`);
}

/** Milliseconds until a started server program prints its address. */
export async function startUp(): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [...commandArguments("reference")]);
  await once(child.stdout, "data");
  const taken = performance.now() - started;
  child.kill();
  return taken;
}

/** Mebibytes that the largest process of a run of the main job took at its largest. */
export async function largestProcess(env: Env): Promise<number> {
  const file = "results/bench/memory.txt";
  rmSync(file, { force: true });
  const hook = pathToFileURL(sourceFile("scripts/bench-memory.mjs")).href;
  await mainJob([], { env: { ...env, NODE_OPTIONS: `--import ${hook}`, BENCH_MEMORY_FILE: file } });
  const sizes = readFileSync(file, "utf8").trim().split("\n").map(Number);
  return Math.max(...sizes) / 1024;
}
