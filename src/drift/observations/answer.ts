import { secondRequest, type Case, type CaseRequest } from "../../contract/case.ts";
import type { Exchange } from "../../protocol/exchange.ts";
import type { Evidence } from "../../protocol/outcome.ts";
import { tokenOf } from "../../runner/credentials.ts";
import { storedStateOf, resolveKey } from "../../runner/keys.ts";
import { isJudged, type CaseRun } from "../../runner/result.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import { readers } from "../../transports/index.ts";
import { sortObservations, type Answer } from "../baseline.ts";
import { headObservations, type RawObservations } from "./head.ts";
import { headerObservations } from "./headers.ts";
import { jsonObservations } from "./json.ts";
import type { Asked } from "./metadata.ts";
import { relationObservations } from "./relations.ts";
import { rpcObservations } from "./rpc.ts";
import { verdictObservations } from "./verdicts.ts";

/** The prefix of what a case's second answer shows. */
export const THEN = "then ";

/**
 * The observations of what a case brought, or undefined when it was skipped before it was sent. A case without an answer has
 * the outcome `no answer`.
 */
export function answerOf(testCase: Case, run: CaseRun, descriptor: TargetDescriptor): Answer | undefined {
  const { rows, transport } = run;
  const answer = { case: run.case, transport };
  if (testCase.kind === "scenario") return ofScenario(answer, run);
  if (rows.some(({ verdict }) => verdict === "blocked")) return { ...answer, observations: { outcome: "no answer" } };
  const [first, second] = run.exchanges;
  if (first === undefined || wasSkipped(run)) return undefined;
  const evidence = read(first);
  const request = secondRequest(testCase);
  const then = request === undefined || second === undefined ? undefined : read(second);
  return {
    ...answer,
    observations: sortObservations({
      ...exchangeObservations(evidence, askedBy(testCase.request, descriptor)),
      ...(then === undefined || request === undefined
        ? {}
        : prefixed(exchangeObservations(then, askedBy(request, descriptor)))),
      ...relationObservations(evidence, isSameQuestion(testCase) ? then : undefined),
      ...verdictObservations(rows),
    }),
  };
}

/** What a scenario was answered depends on the moment; whether it was right does not. */
function ofScenario(answer: Pick<Answer, "case" | "transport">, { rows }: CaseRun): Answer | undefined {
  const isTaken = rows.some(isJudged);
  return isTaken ? { ...answer, observations: sortObservations(verdictObservations(rows)) } : undefined;
}

/** A request that a recording does not hold was sent and not answered. */
function wasSkipped({ rows }: CaseRun): boolean {
  return rows.length > 0 && rows.every(({ verdict, reason }) => verdict === "skipped" && reason === "not recorded");
}

/** Two users' entries have nothing to do with each other. */
function isSameQuestion(testCase: Case): boolean {
  const { request } = testCase;
  const then = secondRequest(testCase);
  return then?.key === request.key && then.credential === request.credential;
}

function read(exchange: Exchange): Evidence {
  return readers[exchange.transport](exchange);
}

function askedBy(request: CaseRequest, descriptor: TargetDescriptor): Asked {
  const key = resolveKey(request.key, descriptor);
  return { key, storedState: storedStateOf(descriptor, tokenOf(request.credential) ?? "subject", key) };
}

function exchangeObservations(evidence: Evidence, asked: Asked): RawObservations {
  const { body, exchange } = evidence;
  const content = body.kind === "json" ? jsonObservations(body, exchange.response.body.length, asked) : {};
  const rpc = body.kind === "grpc" ? rpcObservations(evidence, body, asked) : {};
  return { ...headObservations(evidence), ...headerObservations(exchange), ...content, ...rpc };
}

function prefixed(observations: RawObservations): RawObservations {
  return Object.fromEntries(Object.entries(observations).map(([name, value]) => [THEN + name, value]));
}
