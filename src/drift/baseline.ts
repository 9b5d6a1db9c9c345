import type { Transport } from "../contract/transport.ts";
import type { PublishedContract } from "./contract/openapi/published.ts";
import type { TargetKind } from "../target/descriptor.ts";

/** Observable facts of one answer by their names, each normalised to a short text. */
export type Observations = Readonly<Record<string, string>>;

/** What a target answered to one case over one transport. */
export interface Answer {
  readonly case: string;
  readonly transport: Transport;
  readonly observations: Observations;
}

/** What one target answered to every case, normalised, so that it can be stored and compared. */
export interface Baseline {
  readonly format: 1;
  readonly suite: { readonly version: string };
  readonly target: {
    readonly kind: TargetKind;
    readonly vendorVersion: string | null;
    /** A name of the target's own, when it has one. */
    readonly environment: string | null;
  };
  /** Version of the contract that the suite judged by. */
  readonly contractVersion: string;
  /** What the target publishes of its contract. */
  readonly contract: PublishedContract;
  /** Places, as `placeOf` writes them, that differed between two answers of the same target: never compared. */
  readonly noise: readonly string[];
  /** Sorted by case, then by transport. */
  readonly answers: readonly Answer[];
}

/** One place of a baseline: case, transport and, for one fact alone, its observation. */
export function placeOf(answer: Pick<Answer, "case" | "transport">, observation?: string): string {
  const place = `${answer.case} ${answer.transport}`;
  return observation === undefined ? place : `${place} ${observation}`;
}

/** Answers in the order that baselines keep. */
export function sortAnswers(answers: readonly Answer[]): readonly Answer[] {
  return [...answers].sort((left, right) => order(placeOf(left), placeOf(right)));
}

/** Observations in the order that baselines keep, without the ones that have no value. */
export function sortObservations(observations: Readonly<Record<string, string | undefined>>): Observations {
  const present = Object.entries(observations).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(present.sort(([left], [right]) => order(left, right)));
}

/** By code units, so that no machine's locale has a say. */
function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
