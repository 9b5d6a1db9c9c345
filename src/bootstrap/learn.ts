import { randomBytes } from "node:crypto";
import { BlockedError } from "../errors.ts";
import { OPERATION } from "../contract/operation.ts";
import { headerValues, type Exchange, type WireResponse } from "../protocol/exchange.ts";
import type { Evidence } from "../protocol/outcome.ts";
import { signOfCache } from "../protocol/cached.ts";
import { frontName, vendorMarks } from "../runner/front/names.ts";
import { hasErrorAsSuccess } from "../runner/front/rewritten-status.ts";
import { whyRewritten } from "../runner/front/rewritten.ts";
import { intermediaryOf } from "../runner/front/who-answered.ts";
import { whoIsAway } from "../runner/http/unavailable.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import type { Front } from "../target/front.ts";
import { readers } from "../transports/index.ts";
import { clockNotes, clocksOf } from "./clock-skew.ts";
import type { Prober } from "./probe.ts";
import { whyMixed } from "./replicas.ts";
import { decodesSlashes } from "./rewriting.ts";
import { tokenNotes } from "./token-end.ts";

/** What the answers of the preflight tell of the target and of what lies before it. */
export interface Learned {
  readonly descriptor: TargetDescriptor;
  /** Sentences that a reader should know before the first case. */
  readonly notes: readonly string[];
}

/** What is asked over every connection: releases are known to differ in how they refuse. */
const QUESTIONS: readonly (readonly [what: string, ask: (prober: Prober) => ReturnType<Prober["ask"]>])[] = [
  ["for the key", (prober) => prober.ask("rest")],
  ["without a token", (prober) => prober.ask("rest", undefined, false)],
  ["for a key that is too long", (prober) => prober.ask("rest", "k".repeat(OPERATION.maxKeyLength + 1))],
];

/**
 * Learns how the vendor answers and what stands in front of it, from the answers so far and from the same questions over
 * several connections, which a balancer may give to several servers. Throws a BlockedError for a mixed deployment.
 */
export async function learn(probers: readonly Prober[], seen: readonly Exchange[]): Promise<Learned> {
  const [first] = probers;
  if (first === undefined) throw new Error("Nobody asks");
  const { descriptor } = first;
  const answers = QUESTIONS.map(([what]) => [what, [] as Evidence[]] as const);
  for (const prober of probers) {
    for (const [at, [, ask]] of QUESTIONS.entries()) {
      const attempt = await ask(prober);
      if ("exchange" in attempt && isVendors(attempt.exchange, descriptor)) {
        answers[at]?.[1].push(readers.rest(attempt.exchange));
      }
    }
  }
  const mixed = whyMixed(descriptor.baseUrl, answers);
  if (mixed !== undefined) throw new BlockedError(mixed);
  const exchanges = [...seen, ...answers.flatMap(([, evidences]) => evidences.map(({ exchange }) => exchange))];
  const clocks = clocksOf(exchanges);
  const front = await frontOf(first, exchanges);
  const ahead = clocks?.ahead ?? null;
  const now = Date.now() + (ahead ?? 0);
  return {
    descriptor: { ...descriptor, front, clockAhead: ahead },
    notes: [
      ...clockNotes(clocks),
      ...codingNotes(exchanges),
      ...rewritingNotes(descriptor.baseUrl, front),
      ...tokenNotes(descriptor, now),
    ],
  };
}

/** Neither a cache's, another intermediary's, nor of a vendor whose database is away, which says nothing of how it answers. */
function isVendors(exchange: Exchange, { baseUrl }: TargetDescriptor): boolean {
  const away = whoIsAway(exchange);
  return (
    signOfCache(exchange.response) === undefined &&
    away !== "database" &&
    intermediaryOf(exchange, baseUrl, undefined, away) === undefined
  );
}

async function frontOf(prober: Prober, exchanges: readonly Exchange[]): Promise<Front> {
  const names = exchanges.map(({ response }) => frontName(response));
  const name = names.find((each) => each !== undefined);
  const rest = exchanges
    .filter(({ transport, response }) => transport === "rest" && !hasErrorAsSuccess(response))
    .map(({ response }) => response);
  const marks = vendorMarks(rest);
  const ages = (await agesAll(prober, rest)) ? { agesAll: true as const } : {};
  if (name === undefined) return { marks, ...ages };
  return { marks, ...ages, name, signs: !names.includes(undefined), decodesSlashes: await decodesSlashes(prober) };
}

/** Asks for a key for which nobody has asked, where answers say how long they were stored. */
async function agesAll(prober: Prober, answers: readonly WireResponse[]): Promise<boolean> {
  if (!answers.some(isAged)) return false;
  const attempt = await prober.ask("rest", `unasked-${randomBytes(6).toString("hex")}`);
  return "exchange" in attempt && isAged(attempt.exchange.response);
}

function isAged({ headers }: WireResponse): boolean {
  return headerValues(headers, "age").some((value) => Number(value) > 0);
}

function rewritingNotes(baseUrl: string, { name, decodesSlashes: isDecoding = false }: Front): string[] {
  return name === undefined || !isDecoding ? [] : [whyRewritten(name, baseUrl)];
}

function codingNotes(exchanges: readonly Exchange[]): string[] {
  const codings = new Set(exchanges.flatMap(({ response }) => response.coding?.codings ?? []));
  if (codings.size === 0) return [];
  return [`Answers come in the content coding ${[...codings].join(", ")}: it is undone before they are judged.`];
}
