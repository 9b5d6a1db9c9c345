import { CASES } from "../../cases/index.ts";
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

/** Runs generic faults, one at a time, against the cases that see the changed answers. */
export async function runGenericPart({ part, ...chosen }: GenericPart): Promise<readonly GenericRow[]> {
  const { transport } = chosen;
  const kind = kindAt(chosen.kind);
  const target = await openReference({ now: () => NOW });
  const right = await rightAnswer(target, kind, transport);
  const changes = changesOf(right, kind, chosen);
  const [from, to] = [part, part + 1].map((at) => Math.floor((changes.length * at) / PARTS));
  const rows: GenericRow[] = [];
  for (const change of changes.slice(from, to)) rows.push(await runChange(target, kind, transport, change, right));
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

/** The answer as it is without a fault. */
async function rightAnswer(target: OpenReference, kind: AnswerKind, transport: Transport): Promise<WireAnswer> {
  let seen: WireAnswer | undefined;
  target.server.setBehaviours([
    {
      wire: (wire, context) => {
        if (kind.picks(context) && context.call.transport === transport) seen ??= wire;
        return wire;
      },
    },
  ]);
  await runCases(target, kind.cases.slice(0, 1), [transport]);
  if (seen === undefined) throw new Error(`No case shows the answer ${kind.name} over ${transport}`);
  return seen;
}

async function runChange(
  target: OpenReference,
  kind: AnswerKind,
  transport: Transport,
  change: Change,
  right: WireAnswer,
): Promise<GenericRow> {
  const applies = (context: Context): boolean => kind.picks(context) && context.call.transport === transport;
  target.server.setBehaviours([{ wire: (wire, context) => (applies(context) ? change.apply(wire) : wire) }]);
  const rows = await runCases(target, kind.cases, kind.transports);
  const id = idOf(kind, transport, change);
  const found = rows.filter(({ verdict }) => verdict === "fail" || verdict === "deviation");
  const requirements = [...new Set(found.map(({ requirement }) => requirement))].sort();
  if (requirements.length > 0) return { id, fate: "noticed", requirements };
  if (rows.some(({ verdict }) => verdict === "blocked")) return { id, fate: "blocked", requirements };
  const harmless = whyHarmless(change, right);
  return { id, fate: "survived", requirements, ...(harmless === undefined ? {} : { harmless }) };
}

function idOf({ name }: AnswerKind, transport: Transport, { place, at, how }: Change): string {
  return `generic/${transport} ${name}: ${place}${at === undefined ? "" : ` ${String(at)}`} ${how}`;
}

async function runCases(
  { descriptor }: OpenReference,
  ids: readonly string[],
  transports: readonly Transport[],
): Promise<Row[]> {
  const runner = createRunner({ ...descriptor, timeout: TIMEOUT, recordedAt: NOW });
  const tests = ids.flatMap((id) => {
    const testCase = caseOf(id);
    return transports.filter((each) => testCase.transports.includes(each)).map((each) => runner.run(testCase, each));
  });
  const runs = await Promise.all(tests);
  runner.close();
  return runs.flatMap(({ rows }) => rows);
}

function caseOf(id: string): Case {
  const found = CASES.find((each) => each.id === id);
  if (found === undefined) throw new Error(`There is no case ${id}`);
  return found;
}
