import { TRANSPORTS } from "../src/contract/transport.ts";
import { compareWithBareClient, engineAlone, explorationRate } from "./bench-engine.ts";
import { liveRuns } from "./bench-live.ts";
import { emptyTests, failingRun, PASSING_RUN } from "./bench-playwright.ts";
import { largestProcess, mainJob, startUp, timedCommand, timedProgram } from "./bench-programs.ts";
import { startServerProcess } from "./bench-server.ts";
import type { TargetDescriptor } from "../src/target/descriptor.ts";

/** `npm run bench`: times, rates and sizes, on loopback only. Figures, never assertions. */
async function main(): Promise<void> {
  await engine();
  console.log(`Reference server, from command to address: ${seconds(await startUp())}`);
  await mainJobs();
  await live();
  const drift = await comparison();
  console.log(`Comparison of two stored baselines, from command to verdict: ${seconds(drift)}`);
  console.log(`Whole matrix of mutants: ${seconds(await timedCommand("mutants", []))}`);
}

async function engine(): Promise<void> {
  const server = await startServerProcess();
  await engineAgainst(server.descriptor).finally(() => {
    server.stop();
  });
}

async function engineAgainst(descriptor: TargetDescriptor): Promise<void> {
  console.log("Exchanges a second through the engine, and through the bare client with the same requests:");
  for (const transport of TRANSPORTS) {
    const { engine, bare } = await compareWithBareClient(descriptor, transport);
    const alone = await engineAlone(descriptor, transport);
    console.log(
      `  ${transport.padEnd(9)} ${rate(engine)} ${rate(bare)}  ${percent(engine, bare)}; the engine alone ${String(Math.round(alone))} us an exchange`,
    );
  }
  const explored = await explorationRate(descriptor);
  console.log(`Judged exchanges a second of an exploration over REST: ${rate(explored)}`);
}

async function mainJobs(): Promise<void> {
  const once = await mainJob();
  const empty = await timedProgram(emptyTests());
  console.log(`Main job with no settings, from command to result: ${seconds(once)}`);
  console.log(`  beside as many empty Playwright tests with Allure: ${seconds(empty)}, ${percent(once, empty)}`);
  const one = await mainJob(["--grep", "success/text", "--project", "rest"]);
  console.log(`One test, from command to result: ${seconds(one)}`);
  const twice = await mainJob(["--repeat-each", "2"]);
  const often = await mainJob(["--repeat-each", "4"]);
  const more = percent((often - twice) / 2, twice - once);
  console.log(
    `Every test twice, and four times: ${seconds(twice)}, ${seconds(often)}; a further pass costs ${more} of the second`,
  );
  const longest = await longestShard();
  const share = percent(longest - one, once - one);
  console.log(`Longest of four shards: ${seconds(longest)}, ${share} of the whole beyond the time of one test`);
  const green = await mainJob([], { env: PASSING_RUN });
  const red = await mainJob([], { env: failingRun(), code: 1 });
  console.log(
    `Run in which many tests fail, beside one that passes: ${seconds(red)}, ${seconds(green)}, ${percent(red, green)}`,
  );
  const size = await largestProcess(PASSING_RUN);
  console.log(`Largest process of a run over a recording: ${String(Math.round(size))} MiB`);
}

/** As on four machines: one after the other here. */
async function longestShard(): Promise<number> {
  const times: number[] = [];
  for (const shard of ["1/4", "2/4", "3/4", "4/4"]) times.push(await mainJob([`--shard=${shard}`]));
  return Math.max(...times);
}

async function live(): Promise<void> {
  const { direct, withoutHttp2 } = await liveRuns();
  console.log(`Live run with an administrator, against the profile of 4.0.0 over TLS: ${seconds(direct)}`);
  console.log(`  behind a proxy without HTTP/2: ${seconds(withoutHttp2)}, ${percent(withoutHttp2, direct)}`);
}

/** Milliseconds of one comparison of a baseline file with itself. */
async function comparison(): Promise<number> {
  const file = "results/bench/baseline.json";
  await timedCommand("baseline", ["--out", file]);
  return timedCommand("drift", [file, file]);
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
