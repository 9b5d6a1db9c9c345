import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pMap from "p-map";
import { preflight } from "../../bootstrap/preflight.ts";
import { allTests, type Test } from "../../cases/tests.ts";
import { BlockedError } from "../../errors.ts";
import { openRunner } from "../../provisioning/open-runner.ts";
import { openProvisioned } from "../../provisioning/open.ts";
import { RetryCounter } from "../../runner/http/retry-statistics.ts";
import type { CaseRun, Row } from "../../runner/result.ts";
import type { Runner } from "../../runner/runner.ts";
import { openReference } from "../../servers/reference/open.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import type { Circumstance, Mode, World } from "./circumstance.ts";
import { liveAs } from "./live-as.ts";
import { openInterposer } from "./interposer.ts";
import { openRelay } from "./relay.ts";
import { ScaledClock } from "./scaled-clock.ts";

/** Cases that are on their way at the same time, as several workers of a run have them. */
const AT_ONCE = 8;

/** What a run said in a circumstance. */
export interface Said {
  readonly rows: readonly Row[];
  /** The sentence with which the whole run was blocked. */
  readonly blocked?: string;
  readonly notes: readonly string[];
  /** Requests that were sent again, or waited for. */
  readonly retries: number;
  /** Users that preparing a run left behind. */
  readonly leftUsers: number;
}

/** What is done with the target that the preflight found, and what came of each case. */
export type Work = (runner: Runner, descriptor: TargetDescriptor) => Promise<readonly CaseRun[]>;

/** Where what stands between listens. */
export interface Between {
  readonly baseUrl: string;
  /** PEM of its certificate, with TLS. */
  readonly ca?: string;
}

/** Runs the suite in a circumstance in one way of running, against a server of its own. */
export async function runIn(circumstance: Circumstance, mode: Mode, work: Work = testsIn(circumstance)): Promise<Said> {
  const { projectionDelay = 0 } = circumstance;
  const reference = await openReference({ projectionDelay });
  const world: World = { reference, clock: new ScaledClock() };
  reference.server.setBehaviours(circumstance.server?.(world) ?? []);
  const between = await standBetween(circumstance, world);
  try {
    return await runBehind(circumstance, mode, world, between, work);
  } finally {
    await between.close();
    await reference.close();
  }
}

/** Runs the suite against a server behind something that listens already. */
export async function runBehind(
  circumstance: Circumstance,
  mode: Mode,
  world: World,
  between: Between,
  work: Work = testsIn(circumstance),
): Promise<Said> {
  const { users } = world.reference.server.state;
  // Users whom a case made are removed when a prepared run ends; here only the preparing is the run's own.
  const count = (): number => (mode === "provisioning" ? [...users.values()].length : 0);
  const before = count();
  const saying: Saying = { rows: [], notes: [], retryCounter: new RetryCounter(), retries: 0 };
  const descriptor = liveAs(circumstance, mode, world, between);
  try {
    await (mode === "provisioning" ? provisionOnly(descriptor, world) : runWork(work, descriptor, world, saying));
    return saidBy(saying, count() - before);
  } catch (error) {
    if (!(error instanceof BlockedError)) throw error;
    return { ...saidBy(saying, count() - before), blocked: error.message };
  }
}

/** What is gathered while a run goes on. */
interface Saying {
  readonly rows: Row[];
  readonly notes: string[];
  readonly retryCounter: RetryCounter;
  retries: number;
}

function saidBy({ rows, notes, retryCounter, retries }: Saying, left: number): Said {
  const before = retryCounter.retries + retryCounter.throttled.count;
  return { rows, notes, retries: retries + before, leftUsers: left };
}

async function standBetween(
  { between, relay }: Circumstance,
  world: World,
): Promise<Between & { close(): Promise<void> }> {
  const { url, respond } = world.reference.server;
  if (relay !== undefined) return openRelay(url, relay);
  if (between !== undefined) return openInterposer(respond, await between(world));
  return { baseUrl: url, close: () => Promise.resolve() };
}

async function runWork(work: Work, given: TargetDescriptor, { clock }: World, saying: Saying): Promise<void> {
  const { descriptor, blocked, notes } = await preflight(given, { clock, retryCounter: saying.retryCounter });
  saying.notes.push(...notes);
  const runner = openRunner(descriptor, { clock, blocked });
  try {
    for (const { rows, retries, throttled } of await work(runner, descriptor)) {
      saying.rows.push(...rows);
      saying.retries += retries + throttled.count;
    }
  } finally {
    runner.close();
  }
}

/** Runs the suite's tests, with scenarios where they matter. */
function testsIn({ scenarios }: Circumstance): Work {
  const tests = allTests().filter(({ testCase }) => scenarios === true || testCase.kind !== "scenario");
  const runOne =
    (runner: Runner) =>
    ({ testCase, transport }: Test) =>
      runner.run(testCase, transport);
  return (runner) => pMap(tests, runOne(runner), { concurrency: AT_ONCE });
}

/** Prepares a run and removes what it made. */
async function provisionOnly(descriptor: TargetDescriptor, { reference }: World): Promise<void> {
  const journal = mkdtempSync(join(tmpdir(), "circumstance-"));
  try {
    const admin = { kind: "token", token: reference.adminToken } as const;
    const target = await openProvisioned(
      descriptor,
      admin,
      { journal, keepUsers: false },
      new AbortController().signal,
    );
    await target.close();
  } finally {
    rmSync(journal, { recursive: true, force: true });
  }
}
