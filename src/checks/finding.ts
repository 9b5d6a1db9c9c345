import type { CheckInput, Finding, Violation } from "./check.ts";
import { showCode } from "../contract/codes.ts";
import { mediaType } from "../protocol/exchange.ts";
import type { Evidence, GrpcBody, Metadata } from "../protocol/outcome.ts";

/** No violation. */
export const PASS: Finding = [];

/** One violation. */
export function violation(where: string, expected: string, actual: string, seen: string): Violation[] {
  return [{ expected, actual, where, seen }];
}

/** Nothing to judge. */
export function nothing(reason: string): Finding {
  return { nothing: reason };
}

/** What a finding has against an answer; nothing to judge is nothing against it. */
export function violationsOf(finding: Finding): readonly Violation[] {
  return "nothing" in finding ? [] : finding;
}

/** Judges the metadata of a success; other answers have none to judge. */
export function ofMetadata(input: CheckInput, judge: (metadata: Metadata) => Finding): Finding {
  const { outcome } = input.evidence;
  if (outcome.kind !== "success") return nothing("the answer was not a success");
  if (outcome.metadata === undefined) return nothing("the success carried no metadata");
  return judge(outcome.metadata);
}

/** Judges the frames and trailers of an RPC. */
export function ofRpc(input: CheckInput, judge: (body: GrpcBody, evidence: Evidence) => Finding): Finding {
  const { body } = input.evidence;
  return body.kind === "grpc" ? judge(body, input.evidence) : nothing("the answer was not one of an RPC");
}

/** Describes an answer for a reader: `HTTP 404 and code 5 (NOT_FOUND)`. */
export function describe(evidence: Evidence): string {
  const { outcome, exchange } = evidence;
  const status = exchange.transport === "rest" ? `HTTP ${String(exchange.response.status)}` : "";
  if (outcome.kind === "other") return outcome.reason;
  if (outcome.kind === "success") return status === "" ? "code 0 (OK)" : status;
  return [status, showCode(outcome.code)].filter((part) => part !== "").join(" and ");
}

/** The class of an answer, which a known deviation matches: `HTTP 500`, `code 13`, `HTTP 200 text/html`. */
export function classOf(evidence: Evidence): string {
  const { outcome, exchange } = evidence;
  const status = `HTTP ${String(exchange.response.status)}`;
  if (exchange.transport === "rest") return status;
  if (outcome.kind === "success") return "code 0";
  if (outcome.kind === "error" && outcome.code !== undefined) return `code ${String(outcome.code)}`;
  return `${status} ${mediaType(exchange.response.headers) ?? "without media type"}`;
}

/** Where the status of an answer is. */
export function statusPlace(evidence: Evidence): string {
  return evidence.exchange.transport === "rest" ? "status" : "grpc-status";
}
