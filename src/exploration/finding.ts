import type { Transport } from "../contract/transport.ts";
import type { CaseRun, Row } from "../runner/result.ts";
import type { KnownDeviation } from "../runner/known-deviations.ts";
import type { Generated } from "./generators/generated.ts";
import type { Shape } from "./shape.ts";
import type { Symptom } from "./symptom.ts";

/** A test that shows a finding, and what came of it. */
export interface Example {
  readonly generated: Generated;
  readonly run: CaseRun;
  /** The requirements that are violated with the finding's symptom. */
  readonly rows: readonly Row[];
}

/** One cause of violations, as far as can be told from outside, with the smallest test that shows it. */
export interface Finding {
  readonly symptom: Symptom;
  /** What a test must have to show it. */
  readonly shape: Shape;
  readonly example: Example;
  /** Repeats the example: the number of its batch, then fast-check's own path. */
  readonly path: string;
  /** How many generated tests showed it. */
  readonly seen: number;
  /** It did not show again when the same test was repeated. */
  readonly isUnstable: boolean;
}

/** A known deviation that showed, with its smallest test. */
export interface KnownFinding {
  readonly entry: KnownDeviation;
  readonly example: Example;
  readonly path: string;
  readonly seen: number;
}

/** What came of an exploration. */
export interface Exploration {
  readonly seed: number;
  /** The only transport, where there was one. */
  readonly transport?: Transport;
  /** Cases that were generated and run; those of shrinking are not counted. */
  readonly cases: number;
  /** Requests whose answers were judged, shrinking included. */
  readonly exchanges: number;
  readonly milliseconds: number;
  readonly findings: readonly Finding[];
  readonly known: readonly KnownFinding[];
  /** Cases that the environment did not let be judged, by the sentence that says why. */
  readonly blocked: ReadonlyMap<string, number>;
  /** Cases that were not sent, by the reason. */
  readonly skipped: ReadonlyMap<string, number>;
  /** Cases with an answer that was judged. */
  readonly judged: number;
}
