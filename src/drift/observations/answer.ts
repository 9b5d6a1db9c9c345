import type { Case, Stimulus } from "../../contract/case.ts";
import type { Exchange } from "../../protocol/exchange.ts";
import type { Evidence } from "../../protocol/outcome.ts";
import { tokenOf } from "../../runner/credentials.ts";
import { holdingOf, resolveKey } from "../../runner/keys.ts";
import type { CaseRun } from "../../runner/result.ts";
import type { TargetFacts } from "../../target/descriptor.ts";
import { readers } from "../../transports/index.ts";
import { sortFacets, type Answer } from "../baseline.ts";
import { headFacets, type RawFacets } from "./head.ts";
import { headerFacets } from "./headers.ts";
import { jsonFacets } from "./json.ts";
import type { Asked } from "./metadata.ts";
import { relationFacets } from "./relations.ts";
import { rpcFacets } from "./rpc.ts";
import { verdictFacets } from "./verdicts.ts";

/** The prefix of what a case's second answer shows. */
export const THEN = "then ";

/**
 * The facets of what a case brought, or undefined when it was skipped before it was sent. A case without an answer has
 * the outcome `no answer`.
 */
export function answerOf(testCase: Case, run: CaseRun, facts: TargetFacts): Answer | undefined {
  const { rows, transport } = run;
  const answer = { case: run.case, transport };
  if (testCase.course !== undefined) return ofCourse(answer, run);
  if (rows.some(({ verdict }) => verdict === "blocked")) return { ...answer, facets: { outcome: "no answer" } };
  const [first, second] = run.exchanges;
  if (first === undefined || wasSkipped(run)) return undefined;
  const evidence = read(first);
  const then = testCase.then === undefined || second === undefined ? undefined : read(second);
  return {
    ...answer,
    facets: sortFacets({
      ...exchangeFacets(evidence, askedBy(testCase.stimulus, facts)),
      ...(then === undefined || testCase.then === undefined
        ? {}
        : prefixed(exchangeFacets(then, askedBy(testCase.then, facts)))),
      ...relationFacets(evidence, isSameQuestion(testCase) ? then : undefined),
      ...verdictFacets(rows),
    }),
  };
}

/** What a course was answered depends on the moment; whether it was right does not. */
function ofCourse(answer: Pick<Answer, "case" | "transport">, { rows }: CaseRun): Answer | undefined {
  const isTaken = rows.some(({ verdict }) => verdict !== "skipped");
  return isTaken ? { ...answer, facets: sortFacets(verdictFacets(rows)) } : undefined;
}

/** A request that a recording does not hold was sent and not answered. */
function wasSkipped({ rows }: CaseRun): boolean {
  return rows.length > 0 && rows.every(({ verdict, reason }) => verdict === "skipped" && reason === "not recorded");
}

/** Two users' entries have nothing to do with each other. */
function isSameQuestion({ stimulus, then }: Case): boolean {
  return then?.key === stimulus.key && then.credential === stimulus.credential;
}

function read(exchange: Exchange): Evidence {
  return readers[exchange.transport](exchange);
}

function askedBy(stimulus: Stimulus, facts: TargetFacts): Asked {
  const key = resolveKey(stimulus.key, facts);
  return { key, holding: holdingOf(facts, tokenOf(stimulus.credential) ?? "subject", key) };
}

function exchangeFacets(evidence: Evidence, asked: Asked): RawFacets {
  const { body, exchange } = evidence;
  const content = body.kind === "json" ? jsonFacets(body, exchange.response.body.length, asked) : {};
  const rpc = body.kind === "grpc" ? rpcFacets(evidence, body, asked) : {};
  return { ...headFacets(evidence), ...headerFacets(exchange), ...content, ...rpc };
}

function prefixed(facets: RawFacets): RawFacets {
  return Object.fromEntries(Object.entries(facets).map(([name, value]) => [THEN + name, value]));
}
