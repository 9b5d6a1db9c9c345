import { stepsOf, type Case, type Step } from "../contract/case.ts";
import { TRANSPORTS, type Transport } from "../contract/transport.ts";
import type { Row } from "./result.ts";
import { unjudged } from "./rows.ts";

/** The transports that cannot be judged, each with one sentence on what is wrong and what to do. */
export type BlockedTransports = Readonly<Partial<Record<Transport, string>>>;

/** The transport that a transport is compared with, so that each pair is compared once. */
export const PEERS: Readonly<Record<Transport, Transport>> = { rest: "grpc", grpc: "grpc-web", "grpc-web": "rest" };

/**
 * The rows of a case that needs a blocked transport, or undefined when it needs none. Whatever blocks one transport is no
 * fault on the transport that is compared with it.
 */
export function blockedRows(testCase: Case, transport: Transport, blocked: BlockedTransports): Row[] | undefined {
  const own = blocked[transport];
  if (own !== undefined) return unjudged(testCase, transport, "blocked", own);
  const peer = othersOf(testCase, transport).find((other) => blocked[other] !== undefined);
  if (peer === undefined) return undefined;
  return unjudged(testCase, transport, "skipped", `cannot be compared with ${peer}: ${blocked[peer] ?? ""}`);
}

/** The other transports that a case uses. */
function othersOf(testCase: Case, transport: Transport): readonly Transport[] {
  return testCase.kind === "parity" ? [PEERS[transport]] : (stepsOf(testCase) ?? []).flatMap(transportsOf);
}

/** The transports that a step names. */
function transportsOf(step: Step): readonly Transport[] {
  if (step.do === "together") return step.steps.flatMap(transportsOf);
  if (step.do === "concurrent") return step.over === "all" ? TRANSPORTS : [];
  return step.do === "read" && step.over !== undefined ? [step.over] : [];
}
