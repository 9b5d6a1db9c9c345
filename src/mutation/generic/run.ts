import { CASES } from "../../cases/index.ts";
import { testsOf, type Test } from "../../cases/tests.ts";
import type { Case } from "../../contract/case.ts";
import type { Transport } from "../../contract/transport.ts";
import type { Row } from "../../runner/result.ts";
import { createRunner } from "../../runner/runner.ts";
import type { Context } from "../../servers/reference/behaviour.ts";
import { openReference, type OpenReference } from "../../servers/reference/open.ts";
import type { WireAnswer } from "../../servers/http/wire.ts";
import { generator, sample } from "../sample.ts";
import { ANSWER_KINDS, type AnswerKind } from "./answer-kind.ts";
import { whyHarmless } from "./harmless.ts";
import { contentChanged, fieldsChanged, type Change } from "./sites.ts";

/** Milliseconds after which an answer that does not come is given up: long enough for a machine that is busy. */
const TIMEOUT = 5000;
/** The same where there is no fault, so that the answer comes. */
const RIGHT_TIMEOUT = 60_000;
/** The server's clock stands still, so that every run and every worker sees the same answers, byte by byte. */
const NOW = Date.parse("2026-01-01T00:00:00.100Z");
/** Into how many parts the changes of one answer are cut, so that workers share them. */
const PARTS = 8;

/** One generic fault and what became of it. */
export interface GenericRow {
  /** Transport, answer, place, what was done. */
  readonly id: string;
  /** `noticed` by a requirement, `blocked` as no answer that can be judged, or `survived`. */
  readonly fate: "noticed" | "blocked" | "survived";
  readonly requirements: readonly string[];
  /** Why a survivor does no harm; a survivor without a reason is a gap. */
  readonly harmless?: string;
}

/** Which generic faults to run. */
export interface GenericChoice {
  /** Determines what is altered, and which share is drawn. */
  readonly seed: number;
  /** From 0 to 1. */
  readonly share: number;
  /** Part of the ids of those to run. */
  readonly only: string;
}

/** A part of the changes of one right answer. */
export interface GenericPart extends GenericChoice {
  /** Position of the answer's kind in the catalogue. */
  readonly kind: number;
  readonly transport: Transport;
  /** From 0 to the number of parts. */
  readonly part: number;
}

/** The parts whose rows, one after the other, are all generic faults in the order of the catalogue. */
export function genericParts(choice: GenericChoice): readonly GenericPart[] {
  return ANSWER_KINDS.flatMap(({ transports }, kind) =>
    transports.flatMap((transport) =>
      Array.from({ length: PARTS }, (_, part): GenericPart => ({ ...choice, kind, transport, part })),
    ),
  );
}

/** A right answer over one transport, and the tests that get to see it. */
interface Right {
  readonly answer: WireAnswer;
  readonly tests: readonly Test[];
}

/** Every part of a kind has the same right answer, as the clock stands still. */
const known = new Map<string, Promise<Right>>();

/** Runs generic faults, one at a time, against the tests that see the changed answers. */
export async function runGenericPart({ part, ...chosen }: GenericPart): Promise<readonly GenericRow[]> {
  const { transport } = chosen;
  const kind = kindAt(chosen.kind);
  const place = `${String(chosen.kind)} ${transport}`;
  const right = known.get(place) ?? rightAnswer(kind, transport);
  known.set(place, right);
  const { answer, tests } = await right;
  const changes = changesOf(answer, kind, chosen);
  const [from, to] = [part, part + 1].map((at) => Math.floor((changes.length * at) / PARTS));
  const own = changes.slice(from, to);
  if (own.length === 0) return [];
  const target = await openReference({ now: () => NOW });
  const rows: GenericRow[] = [];
  for (const change of own) rows.push(await runChange(target, kind, transport, change, { answer, tests }));
  await target.close();
  return rows;
}

function kindAt(at: number): AnswerKind {
  const kind = ANSWER_KINDS[at];
  if (kind === undefined) throw new Error(`There is no kind of answer ${String(at)}`);
  return kind;
}

function changesOf(
  right: WireAnswer,
  kind: AnswerKind,
  { transport, seed, share, only }: Omit<GenericPart, "part">,
): readonly Change[] {
  const random = generator(seed);
  const changes = [
    ...fieldsChanged(right, random),
    ...(kind.parts === "all" ? contentChanged(right, transport, random) : []),
  ];
  const named = changes.filter((change) => idOf(kind, transport, change).includes(only));
  return share < 1 && named.length > 0 ? sample(named, share, seed) : named;
}

/** The answer as it is without a fault. One test runs after the other, to know which of them see it. */
async function rightAnswer(kind: AnswerKind, transport: Transport): Promise<Right> {
  const target = await openReference({ now: () => NOW });
  const seenBy = new Set<Test>();
  let answer: WireAnswer | undefined;
  for (const test of testsOf(kind.cases.map(caseOf)).filter((each) => kind.transports.includes(each.transport))) {
    const see = (wire: WireAnswer, context: Context): WireAnswer => {
      if (kind.picks(context) && context.call.transport === transport) {
        seenBy.add(test);
        if (test.testCase.id === kind.cases[0]) answer ??= wire;
      }
      return wire;
    };
    target.server.setBehaviours([{ wire: see }]);
    await runTests(target, [test], RIGHT_TIMEOUT);
  }
  await target.close();
  if (answer === undefined) throw new Error(`No case shows the answer ${kind.name} over ${transport}`);
  return { answer, tests: [...seenBy] };
}

async function runChange(
  target: OpenReference,
  kind: AnswerKind,
  transport: Transport,
  change: Change,
  { answer, tests }: Right,
): Promise<GenericRow> {
  const applies = (context: Context): boolean => kind.picks(context) && context.call.transport === transport;
  target.server.setBehaviours([{ wire: (wire, context) => (applies(context) ? change.apply(wire) : wire) }]);
  const rows = await runTests(target, tests, TIMEOUT);
  const id = idOf(kind, transport, change);
  const found = rows.filter(({ verdict }) => verdict === "fail" || verdict === "deviation");
  const requirements = [...new Set(found.map(({ requirement }) => requirement))].sort();
  if (requirements.length > 0) return { id, fate: "noticed", requirements };
  if (rows.some(({ verdict }) => verdict === "blocked")) return { id, fate: "blocked", requirements };
  const harmless = whyHarmless(change, answer);
  return { id, fate: "survived", requirements, ...(harmless === undefined ? {} : { harmless }) };
}

function idOf({ name }: AnswerKind, transport: Transport, { place, at, how }: Change): string {
  return `generic/${transport} ${name}: ${place}${at === undefined ? "" : ` ${String(at)}`} ${how}`;
}

async function runTests({ descriptor }: OpenReference, tests: readonly Test[], timeout: number): Promise<Row[]> {
  const runner = createRunner({ ...descriptor, timeout, recordedAt: NOW });
  const runs = await Promise.all(tests.map(({ testCase, transport }) => runner.run(testCase, transport)));
  runner.close();
  return runs.flatMap(({ rows }) => rows);
}

function caseOf(id: string): Case {
  const found = CASES.find((each) => each.id === id);
  if (found === undefined) throw new Error(`There is no case ${id}`);
  return found;
}
