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

/** Milliseconds after which an answer that does not come is given up. */
const PATIENCE = 400;

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

/** Runs generic faults, one at a time, against the cases that see the changed answers. */
export async function runGeneric({ seed, share, only }: GenericChoice): Promise<readonly GenericRow[]> {
  const target = await openReference();
  const rows: GenericRow[] = [];
  for (const kind of ANSWER_KINDS) {
    for (const transport of kind.transports) {
      const right = await rightAnswer(target, kind, transport);
      const random = generator(seed);
      const changes = [
        ...fieldsChanged(right, random),
        ...(kind.parts === "all" ? contentChanged(right, transport, random) : []),
      ];
      const named = changes.filter((change) => idOf(kind, transport, change).includes(only));
      const drawn = share < 1 && named.length > 0 ? sample(named, share, seed) : named;
      for (const change of drawn) rows.push(await runChange(target, kind, transport, change, right));
    }
  }
  await target.close();
  return rows;
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
  const runner = createRunner({ ...descriptor, timeout: PATIENCE });
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
