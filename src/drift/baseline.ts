import type { Transport } from "../contract/transport.ts";
import type { TargetKind } from "../target/descriptor.ts";
import type { PublishedContract } from "./contract/openapi/published.ts";
import type { Observation } from "./observation.ts";
import { subjectOf } from "./subject.ts";

/** What a target answered to one case over one transport. */
export interface Answer {
  readonly case: string;
  readonly transport: Transport;
  /** Facts of the first response, and conclusions from the whole case; sorted by subject. */
  readonly observations: readonly Observation[];
  /** Facts of the second response, where the case sends two requests and got both answered. */
  readonly second?: readonly Observation[];
}

/** Where a difference shows. */
export type Place = Pick<Answer, "case" | "transport">;

/** What one target answered to every case, normalised, so that it can be stored and compared. */
export interface Baseline {
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
  /** What differed between two answers of the same target, as `noiseName` writes it: never compared. */
  readonly noise: readonly string[];
  /** Sorted by case, then by transport. */
  readonly answers: readonly Answer[];
}

/** The name of a place: case and transport. */
export function placeOf(place: Place): string {
  return `${place.case} ${place.transport}`;
}

/** Places in the order that baselines and rows keep. */
export function sortPlaces<Each extends Place>(places: readonly Each[]): readonly Each[] {
  return [...places].sort((left, right) => order(placeOf(left), placeOf(right)));
}

/** Observations in the order that baselines keep, one for each subject: the last one counts. */
export function sortObservations(observations: readonly Observation[]): readonly Observation[] {
  const bySubject = new Map(observations.map((observation) => [subjectOf(observation), observation]));
  return [...bySubject].sort(([left], [right]) => order(left, right)).map(([, observation]) => observation);
}

/** By code units, so that no machine's locale has a say. */
function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
