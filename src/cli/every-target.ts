import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readStatement } from "../report/statement-file.ts";
import { countTests, countsLine, type TestCounts } from "../report/summary.ts";

/** One run of the main job, and the least number of tests that must have been judged in it. */
interface Job {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly atLeast: number;
}

const PROGRAM = fileURLToPath(new URL("conformance.ts", import.meta.url));
const RECORDINGS = "fixtures/recordings";

const JOBS: readonly Job[] = [
  { name: "reference", env: { TARGET: "reference" }, atLeast: 300 },
  { name: "prism", env: { TARGET: "prism" }, atLeast: 5 },
  ...readdirSync(RECORDINGS).map((file) => ({
    name: file,
    env: { TARGET: "recording", RECORDING: `${RECORDINGS}/${file}` },
    atLeast: 230,
  })),
];

/** Runs side by side: each waits for processes to start much of its time. */
const AT_ONCE = 2;

/** The main job on every embedded target, as a user would run it: each must end with code 0 and judge what it can. */
async function main(): Promise<number> {
  const waiting = JOBS.values();
  const done: (TestCounts | undefined)[] = [];
  const worker = async (): Promise<void> => {
    for (const job of waiting) done.push(await run(job));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const sum = (name: keyof TestCounts): number => done.reduce((total, counts) => total + (counts?.[name] ?? 0), 0);
  console.log(countsLine({ passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") }));
  return done.every((counts) => counts !== undefined) ? 0 : 1;
}

async function run({ name, env, atLeast }: Job): Promise<TestCounts | undefined> {
  const folder = `results/every-target/${name.replace(/\.json$/, "")}`;
  const out = `${folder}/conformance.json`;
  const { code, said } = await runJob({ ...env, CONFORMANCE_OUT: out, ALLURE_RESULTS_DIR: `${folder}/allure` });
  const counts = code === 0 ? countTests(readStatement(out).results) : undefined;
  if (counts !== undefined && counts.passed >= atLeast) {
    console.log(`${name}: ${countsLine(counts)}`);
    return counts;
  }
  console.error(`${name}: ended with code ${String(code)}; ${String(atLeast)} tests or more must pass.\n${said}`);
  return undefined;
}

function runJob(env: Readonly<Record<string, string>>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", PROGRAM], { env: { ...process.env, ...env } });
  const said: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code, said: Buffer.concat(said).toString() });
    });
  });
}

process.exitCode = await main();
