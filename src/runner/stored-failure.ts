import { createHash } from "node:crypto";
import { secondRequest, stepsOf, type Case } from "../contract/case.ts";
import type { Violation } from "../checks/check.ts";
import type { Transport } from "../contract/transport.ts";
import type { Row, Verdict } from "./result.ts";

/** Verdicts of the vendor's that fail a run, the last one where the run is strict. */
const FAILURES = ["fail", "stale", "deviation"] as const satisfies readonly Verdict[];

/** A failure that can be repeated. It holds no credential: a case names whose token it sends. */
export interface StoredFailure {
  /** Short, and the same whenever the same is seen at the same place. */
  readonly id: string;
  readonly requirement: string;
  readonly transport: Transport;
  /**
   * Id of one of the suite's cases, or the whole case where it is none of them, such as a request that was generated: the
   * bytes of its path are `rest.rawPath`, those of its message `rpc.rawBody`.
   */
  readonly case: string | Case;
  readonly verdict: (typeof FAILURES)[number];
  /** As they were seen, without credentials. */
  readonly violations: readonly Violation[];
  /** What the row says beside them. */
  readonly reason?: string;
}

/** A failed row as it is stored; with the case itself where that is none of the suite's. Undefined for any other row. */
export function storedFailure(row: Row, generated?: Case): StoredFailure | undefined {
  const { requirement, transport, violations, reason } = row;
  const verdict = FAILURES.find((each) => each === row.verdict);
  if (verdict === undefined) return undefined;
  return {
    id: failureId(row, generated),
    requirement,
    transport,
    case: generated ?? row.case,
    verdict,
    violations,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The id of a failure, from what is stable of it. The name of a generated case is not, and its requests are. */
function failureId(row: Row, generated?: Case): string {
  const { requirement, transport, violations } = row;
  const requests =
    generated === undefined
      ? row.case
      : [generated.request, secondRequest(generated) ?? null, stepsOf(generated) ?? null];
  const seen = violations.map((violation) => [violation.where, violation.seen]);
  const text = JSON.stringify([requirement, transport, requests, seen]);
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
