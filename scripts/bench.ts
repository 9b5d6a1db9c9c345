import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import pMap from "p-map";
import { commandArguments } from "../src/package-file.ts";
import { CASES } from "../src/cases/index.ts";
import { TRANSPORTS, type Transport } from "../src/contract/transport.ts";
import type { Exchange } from "../src/protocol/exchange.ts";
import { explore } from "../src/exploration/explore.ts";
import { openRunner } from "../src/provisioning/open-runner.ts";
import { openTargetConnection } from "../src/runner/http/open-connection.ts";
import { createRunner } from "../src/runner/runner.ts";
import type { TargetDescriptor } from "../src/target/descriptor.ts";
import { emptyTests, failingRun, PASSING_RUN } from "./bench-playwright.ts";
import { startServerProcess } from "./bench-server.ts";

/** Concurrent requests. */
const AT_ONCE = 16;
/** Rounds per figure, which is their median. */
const ROUNDS = 15;
/** How often a round runs each case: once is so short that its end, where fewer than AT_ONCE are left, would count. */
const REPEATS = 10;

/** `npm run bench`: times and rates, on loopback only. Figures, never assertions. */
async function main(): Promise<void> {
  const server = await startServerProcess();
  console.log("Exchanges a second through the engine, and through the bare client with the same requests:");
  for (const transport of TRANSPORTS) {
    const { engine, bare } = await compare(server.descriptor, transport);
    const share = Math.round((100 * engine) / bare);
    console.log(`  ${transport.padEnd(9)} ${rate(engine)} ${rate(bare)}  ${String(share)} %`);
  }
  const explored = await exploration(server.descriptor);
  console.log(`Judged exchanges a second of an exploration over REST: ${rate(explored)}`);
  server.stop();
  console.log(`Reference server, from command to address: ${seconds(await startUp())}`);
  const main = mainJob();
  const empty = timedProgram(emptyTests(), {}, 0);
  console.log(`Main job with no settings, from command to result: ${seconds(main)}`);
  console.log(`  beside as many empty Playwright tests with Allure: ${seconds(empty)}, ${percent(main, empty)}`);
  console.log(`One test, from command to result: ${seconds(mainJob("--grep", "success/text", "--project", "rest"))}`);
  const green = timed("conformance", [], PASSING_RUN);
  const red = timed("conformance", [], failingRun(), 1);
  console.log(
    `Run in which many tests fail, beside one that passes: ${seconds(red)}, ${seconds(green)}, ${percent(red, green)}`,
  );
  console.log(`Comparison of two stored baselines, from command to verdict: ${seconds(drift())}`);
  console.log(`Whole matrix of mutants: ${seconds(timed("mutants", []))}`);
}

async function compare(descriptor: TargetDescriptor, transport: Transport): Promise<{ engine: number; bare: number }> {
  const once = CASES.filter(
    (each) => each.transports.includes(transport) && each.kind !== "parity" && each.kind !== "scenario",
  );
  const cases = Array.from({ length: REPEATS }, () => once).flat();
  const runner = createRunner(descriptor);
  const connection = openTargetConnection(descriptor);
  const exchanges: Exchange[] = [];
  const runAll = () =>
    pMap(
      cases,
      async (each) => {
        const run = await runner.run(each, transport);
        exchanges.push(...run.exchanges);
      },
      { concurrency: AT_ONCE },
    );
  await runAll();
  const requests = exchanges.splice(0).map(({ request }) => request);
  const sendAll = () => pMap(requests, (request) => connection.send(transport, request), { concurrency: AT_ONCE });
  await sendAll();
  const [engine, bare]: [number[], number[]] = [[], []];
  // In turns, so that other load on the machine affects both.
  for (let round = 0; round < ROUNDS; round++) {
    engine.push(await ratePerSecond(requests.length, runAll));
    bare.push(await ratePerSecond(requests.length, sendAll));
    exchanges.splice(0);
  }
  runner.close();
  connection.close();
  return { engine: median(engine), bare: median(bare) };
}

/** Generated, judged and counted as npm run explore does it. */
async function exploration(descriptor: TargetDescriptor): Promise<number> {
  const runner = openRunner(descriptor);
  const options = { seed: 1, cases: Infinity, milliseconds: 10_000, atOnce: AT_ONCE, transport: "rest" } as const;
  const { exchanges, milliseconds } = await explore(descriptor, runner, options);
  runner.close();
  return (exchanges * 1000) / milliseconds;
}

async function ratePerSecond(requests: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (requests * 1000) / (performance.now() - started);
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN;
}

/** Milliseconds until a started server program prints its address. */
async function startUp(): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [...commandArguments("reference")]);
  await once(child.stdout, "data");
  const taken = performance.now() - started;
  child.kill();
  return taken;
}

/** Milliseconds of one run of the main job. */
function mainJob(...args: string[]): number {
  return timed("conformance", args);
}

/** Milliseconds of one comparison of a baseline file with itself. */
function drift(): number {
  const file = "results/bench/baseline.json";
  timed("baseline", ["--out", file]);
  return timed("drift", [file, file]);
}

/** Milliseconds of one run of a program of the suite, which must end with the code. */
function timed(program: string, args: readonly string[], env: Env = { TARGET: "reference" }, code = 0): number {
  return timedProgram([...commandArguments(program), ...args], env, code);
}

type Env = Readonly<Record<string, string>>;

function timedProgram(args: readonly string[], env: Env, code: number): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...args], {
    env: {
      ...process.env,
      ...env,
      CONFORMANCE_OUT: "results/bench/conformance.json",
      ALLURE_RESULTS_DIR: "results/bench/allure",
    },
    encoding: "utf8",
  });
  if (status !== code) throw new Error(`${args.join(" ")} ended with code ${String(status)}: ${stderr}`);
  return performance.now() - started;
}

function rate(perSecond: number): string {
  return `${String(Math.round(perSecond)).padStart(6)}/s`;
}

function percent(value: number, of: number): string {
  return `${String(Math.round((100 * value) / of))} %`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

await main();
