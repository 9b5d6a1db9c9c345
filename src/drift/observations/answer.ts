import { secondRequest, type Case, type CaseRequest } from "../../contract/case.ts";
import type { Exchange } from "../../protocol/exchange.ts";
import type { Evidence } from "../../protocol/outcome.ts";
import { tokenOf } from "../../runner/credentials.ts";
import { storedStateOf, resolveKey } from "../../runner/keys.ts";
import { isJudged, type CaseRun } from "../../runner/result.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import { readers } from "../../transports/index.ts";
import { sortObservations, type Answer, type Place } from "../baseline.ts";
import type { Observation } from "../observation.ts";
import { storedBy } from "../stored.ts";
import { headObservations } from "./head.ts";
import { headerObservations } from "./headers.ts";
import { jsonObservations } from "./json.ts";
import type { Requested } from "./metadata.ts";
import { relationObservations } from "./relations.ts";
import { rpcObservations } from "./rpc.ts";
import { verdictObservations } from "./verdicts.ts";

/** The observations of a case, or undefined when it was skipped before sending. */
export function answerOf(testCase: Case, run: CaseRun, descriptor: TargetDescriptor): Answer | undefined {
  const { rows, transport } = run;
  const answer = { case: run.case, transport };
  if (testCase.kind === "scenario") return ofScenario(answer, run);
  if (rows.some(({ verdict }) => verdict === "blocked")) {
    return { ...answer, observations: [{ kind: "answer", value: { kind: "none" } }] };
  }
  const [first, second] = run.exchanges;
  if (first === undefined || wasSkipped(run)) return undefined;
  const evidence = read(first);
  const request = secondRequest(testCase);
  const stored = storedBy(testCase, descriptor);
  const then = request === undefined || second === undefined ? undefined : read(second);
  return {
    ...answer,
    ...(stored === undefined ? {} : { stored }),
    observations: sortObservations([
      ...exchangeObservations(evidence, requestedBy(testCase.request, descriptor)),
      ...relationObservations(evidence, isSameQuestion(testCase) ? then : undefined),
      ...verdictObservations(rows),
    ]),
    ...(then === undefined || request === undefined
      ? {}
      : { second: sortObservations(exchangeObservations(then, requestedBy(request, descriptor))) }),
  };
}

/** The answers of a scenario depend on timing; whether they are right does not. */
function ofScenario(answer: Place, { rows }: CaseRun): Answer | undefined {
  const isTaken = rows.some(isJudged);
  return isTaken ? { ...answer, observations: sortObservations(verdictObservations(rows)) } : undefined;
}

/** A recording without the request: it was sent and not answered. */
function wasSkipped({ rows }: CaseRun): boolean {
  return rows.length > 0 && rows.every(({ verdict, reason }) => verdict === "skipped" && reason === "not recorded");
}

/** Entries of two users are unrelated. */
function isSameQuestion(testCase: Case): boolean {
  const { request } = testCase;
  const then = secondRequest(testCase);
  return then?.key === request.key && then.credential === request.credential;
}

function read(exchange: Exchange): Evidence {
  return readers[exchange.transport](exchange);
}

function requestedBy(request: CaseRequest, descriptor: TargetDescriptor): Requested {
  const key = resolveKey(request.key, descriptor);
  return { key, storedState: storedStateOf(descriptor, tokenOf(request.credential) ?? "subject", key) };
}

function exchangeObservations(evidence: Evidence, requested: Requested): readonly Observation[] {
  const { body, exchange } = evidence;
  return [
    ...headObservations(evidence),
    ...headerObservations(exchange),
    ...(body.kind === "json"
      ? jsonObservations(body, exchange.response.body.length, requested)
      : rpcObservations(evidence, body, requested)),
  ];
}
