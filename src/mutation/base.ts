import { setImmediate } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { allTests, type Test } from "../cases/tests.ts";
import type { RawRequest } from "../servers/http/request.ts";
import type { Behaviour } from "../servers/reference/behaviour.ts";
import { openReference, type OpenReference } from "../servers/reference/open.ts";
import { respondAgain, respondInStages, type Responded } from "../servers/reference/respond.ts";
import type { State } from "../servers/reference/state.ts";
import { AT_ONCE, isScenario, joinRuns, runMutant, runTests, type MutantRun, type TestRun } from "./run.ts";
import { SteadyClock } from "./steady-clock.ts";

/** What of the suite a mutant must answer. */
interface MutantOptions {
  /** Scenarios too: they take many requests, and only some mutants are about them. */
  readonly scenarios: boolean;
  /** Every test is run, as the answers depend on earlier requests. */
  readonly remembers?: boolean;
}

/** The server without a fault: what it answers to every test, and which of that a mutant answers differently. */
export interface Base {
  readonly run: MutantRun;
  /**
   * What a mutant answers. A test whose requests the mutant answers byte by byte as the faultless server does is not run
   * again: its verdicts can be no others. Every other test goes over real sockets.
   */
  runMutant(behaviour: Behaviour, options: MutantOptions): Promise<MutantRun>;
}

/** What one test brought from the faultless server, and what it sent. */
interface BaseTest {
  readonly run: TestRun;
  /** Undefined for a scenario: its answers depend on what the server remembers, so it is always run again. */
  readonly exchanges: readonly Responded[] | undefined;
}

/** Tests that are looked at before other mutants' sockets get their turn. */
const AT_A_TURN = 50;

/** Runs every test against the server without a fault and records what each sent. */
export async function recordBase(): Promise<Base> {
  const clock = new SteadyClock();
  const target = await openReference({ now: clock.now });
  clock.start();
  const scenarios = allTests().filter(isScenario);
  const steady = allTests().filter((test) => !isScenario(test));
  const scenarioRuns = await runTests(target, scenarios, AT_ONCE);
  const { runs, requests } = await recordEach(target, steady);
  await target.close();
  // From here on the same request is answered the same, Date and all.
  clock.stop();
  const { state } = target.server;
  const tests: BaseTest[] = scenarioRuns.map((run) => ({ run, exchanges: undefined }));
  for (const [at, run] of runs.entries()) tests.push({ run, exchanges: await answered(requests[at] ?? [], state) });
  return {
    run: joinRuns(tests.map(({ run }) => run)),
    runMutant: (behaviour, options) => runAgainst(tests, state, behaviour, options),
  };
}

/** Runs one test after the other, so that every request is known to be that test's. */
async function recordEach(target: OpenReference, tests: readonly Test[]) {
  const requests: RawRequest[][] = [];
  const record = (request: RawRequest): RawRequest => {
    requests.at(-1)?.push(request);
    return request;
  };
  target.server.setBehaviours([{ raw: record }]);
  const runs = await runTests(target, tests, 1, () => requests.push([]));
  target.server.setBehaviours([]);
  return { runs, requests };
}

async function answered(requests: readonly RawRequest[], state: State): Promise<Responded[]> {
  const exchanges: Responded[] = [];
  for (const request of requests) exchanges.push(await respondInStages(request, state));
  return exchanges;
}

async function runAgainst(
  tests: readonly BaseTest[],
  state: State,
  behaviour: Behaviour,
  { scenarios, remembers = false }: MutantOptions,
): Promise<MutantRun> {
  const asked = scenarios ? tests : tests.filter(({ exchanges }) => exchanges !== undefined);
  const changed = remembers ? asked : await changedBy(behaviour, asked, state);
  const runs = await runMutant(
    behaviour,
    changed.map(({ run }) => run.test),
  );
  const anew = new Map(runs.map((run) => [run.test, run]));
  return joinRuns(asked.map(({ run }) => anew.get(run.test) ?? run));
}

/** The tests of which the behaviour changes an answer, and all scenarios. */
async function changedBy(behaviour: Behaviour, tests: readonly BaseTest[], state: State): Promise<readonly BaseTest[]> {
  const changed: BaseTest[] = [];
  const before = storedIn(state);
  for (const [at, test] of tests.entries()) {
    if (at % AT_A_TURN === 0) await setImmediate();
    const { exchanges } = test;
    if (exchanges === undefined || (await answersDifferently(exchanges, state, behaviour))) changed.push(test);
  }
  if (storedIn(state) !== before) {
    throw new Error("A behaviour changes what is stored: its fault must say remembers: true (src/mutation/fault.ts).");
  }
  return changed;
}

/** A short text that is another one once anything was written. */
function storedIn({ users }: State): string {
  const entries = [...users.values()].flatMap((user) => [...user.entries.values()]);
  return `${String(users.size)} ${entries.map(({ key, sequence }) => `${key} ${String(sequence)}`).join(" ")}`;
}

async function answersDifferently(
  exchanges: readonly Responded[],
  state: State,
  behaviour: Behaviour,
): Promise<boolean> {
  for (const exchange of exchanges) {
    if (!isDeepStrictEqual(await respondAgain(exchange, state, behaviour), exchange.wire)) return true;
  }
  return false;
}
