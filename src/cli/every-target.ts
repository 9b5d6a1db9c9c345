import { spawnSync } from "node:child_process";
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

/** The main job on every embedded target, as a user would run it: each must end with code 0 and judge what it can. */
function main(): number {
  const all = JOBS.map(run);
  const passed = all.reduce((sum, counts) => sum + (counts?.passed ?? 0), 0);
  const failed = all.reduce((sum, counts) => sum + (counts?.failed ?? 0), 0);
  console.log(countsLine({ passed, failed, skipped: all.reduce((sum, counts) => sum + (counts?.skipped ?? 0), 0) }));
  return all.every((counts) => counts !== undefined) ? 0 : 1;
}

function run({ name, env, atLeast }: Job): TestCounts | undefined {
  const out = `results/every-target/${name.replace(/\.json$/, "")}.json`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", PROGRAM], {
    env: { ...process.env, ...env, CONFORMANCE_OUT: out, ALLURE_RESULTS_DIR: "results/every-target/allure" },
    encoding: "utf8",
  });
  const counts = status === 0 ? countTests(readStatement(out).results) : undefined;
  if (counts !== undefined && counts.passed >= atLeast) {
    console.log(`${name}: ${countsLine(counts)}`);
    return counts;
  }
  console.error(
    `${name}: ended with code ${String(status)}; ${String(atLeast)} tests or more must pass.\n${stdout}\n${stderr}`,
  );
  return undefined;
}

process.exitCode = main();
