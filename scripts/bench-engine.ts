import pMap from "p-map";
import { CASES } from "../src/cases/index.ts";
import type { Case } from "../src/contract/case.ts";
import type { Transport } from "../src/contract/transport.ts";
import { explore } from "../src/exploration/explore.ts";
import type { Exchange } from "../src/protocol/exchange.ts";
import { openRunner } from "../src/provisioning/open-runner.ts";
import { connectionOptionsOf, openTargetConnection } from "../src/runner/http/open-connection.ts";
import { createRunner } from "../src/runner/runner.ts";
import type { TargetDescriptor } from "../src/target/descriptor.ts";
import { openConnection } from "../src/transports/index.ts";
import type { Connection } from "../src/transports/transport.ts";

/** Concurrent requests. */
const AT_ONCE = 16;
/** Rounds per figure, which is their median. */
const ROUNDS = 15;
/** How often a round runs each case: once is so short that its end, where fewer than AT_ONCE are left, would count. */
const REPEATS = 10;

/** Exchanges a second with the same requests. */
export interface Rates {
  /** Through the engine, which builds each request, reads the answer and judges it. */
  readonly engine: number;
  readonly bare: number;
}

/** The engine beside the bare client over one transport. */
export async function compareWithBareClient(descriptor: TargetDescriptor, transport: Transport): Promise<Rates> {
  const cases = Array.from({ length: REPEATS }, () => simpleCases(transport)).flat();
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

/**
 * Microseconds of processor time that the engine takes for an exchange whose answer is there already: to build the
 * request, to read the answer and to judge it.
 */
export async function engineAlone(descriptor: TargetDescriptor, transport: Transport): Promise<number> {
  const cases = simpleCases(transport);
  const raw = openConnection(connectionOptionsOf(descriptor));
  const answers: Exchange[] = [];
  const keeps: Connection = {
    ...raw,
    async send(over, request) {
      const exchange = await raw.send(over, request);
      answers.push(exchange);
      return exchange;
    },
  };
  const runAll = async (connection: Connection): Promise<void> => {
    const runner = createRunner(descriptor, { connection });
    for (const each of cases) await runner.run(each, transport);
  };
  await runAll(keeps);
  raw.close();
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS * REPEATS; round++) {
    const rest = answers.values();
    const from = process.cpuUsage();
    await runAll({ send: () => Promise.resolve(next(rest)), close: () => undefined });
    const { user, system } = process.cpuUsage(from);
    taken.push((user + system) / answers.length);
  }
  return median(taken);
}

/** The engine asks for the same in the same order. */
function next(answers: Iterator<Exchange>): Exchange {
  const step = answers.next();
  if (step.done === true) throw new Error("A round asks for more than the first did");
  return step.value;
}

/** Those that ask for one answer or for two. */
function simpleCases(transport: Transport): readonly Case[] {
  return CASES.filter(
    ({ transports, kind }) => transports.includes(transport) && kind !== "parity" && kind !== "scenario",
  );
}

/** Exchanges a second, generated, judged and counted as npm run explore does it. */
export async function explorationRate(descriptor: TargetDescriptor): Promise<number> {
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
