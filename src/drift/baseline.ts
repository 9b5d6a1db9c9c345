import type { Transport } from "../contract/transport.ts";
import type { TargetKind } from "../target/descriptor.ts";
import type { PublishedContract } from "./contract/openapi/published.ts";
import type { Observation } from "./observation.ts";
import { subjectOf } from "./subject.ts";

/** Whether the user who asks has the key, as the run knows. */
export type Stored = "yes" | "no" | "unknown";

/** What a target answered to one case over one transport. */
export interface Answer {
  readonly case: string;
  readonly transport: Transport;
  /** Of the first request; absent where it is no user's, and where another version of the suite recorded it. */
  readonly stored?: Stored;
  /** Observations of the first response, and conclusions from the whole case; sorted by subject. */
  readonly observations: readonly Observation[];
  /** Observations of the second response, when the case got answers to two requests. */
  readonly second?: readonly Observation[];
}

/** The place of a difference. */
export type Place = Pick<Answer, "case" | "transport">;

/** A case that was not judged, as somebody else than the target answered, and why. */
export interface Unjudged extends Place {
  /** As the run has it: `inapplicable` where an intermediary may refuse such a request, `blocked` where it should pass it on. */
  readonly verdict: "inapplicable" | "blocked";
  readonly reason: string;
}

/** What one target answered to every case, normalised, so that it can be stored and compared. */
export interface Baseline {
  readonly suite: { readonly version: string };
  readonly target: {
    readonly kind: TargetKind;
    readonly vendorVersion: string | null;
    /** The target's own name, when it has one. */
    readonly environment: string | null;
    /** Absent where nobody knows it: for a recording, and where another version of the suite recorded it. */
    readonly scheme?: "http" | "https";
    /** A fingerprint of the user of the settings and their key; absent where all that is stored is known. */
    readonly user?: string;
  };
  /** Version of the contract that the suite used. */
  readonly contractVersion: string;
  /** The contract that the target publishes. */
  readonly contract: PublishedContract;
  /** Names (`noiseName`) of what differed between two answers of the same target; never compared. */
  readonly noise: readonly string[];
  /** Cases that are not among the answers; absent without any. Sorted as the answers. */
  readonly unjudged?: readonly Unjudged[];
  /** Sorted by case, then by transport. */
  readonly answers: readonly Answer[];
}

/** The compared parts of a baseline. */
export type Comparable = Pick<Baseline, "answers" | "noise" | "unjudged"> & {
  readonly target?: Pick<Baseline["target"], "scheme" | "user">;
};

/** The name of a place: case and transport. */
export function placeOf(place: Place): string {
  return `${place.case} ${place.transport}`;
}

/** Answers by the names of their places. */
export function byPlace(answers: readonly Answer[]): ReadonlyMap<string, Answer> {
  return new Map(answers.map((answer) => [placeOf(answer), answer]));
}

/** Places in the order that baselines and rows keep. */
export function sortPlaces<Each extends Place>(places: readonly Each[]): readonly Each[] {
  const named = places.map((place) => [placeOf(place), place] as const);
  return named.sort(([left], [right]) => order(left, right)).map(([, place]) => place);
}

/** Observations in the order that baselines keep, one for each subject: the last one counts. */
export function sortObservations(observations: readonly Observation[]): readonly Observation[] {
  const bySubject = new Map(observations.map((observation) => [subjectOf(observation), observation]));
  return [...bySubject].sort(([left], [right]) => order(left, right)).map(([, observation]) => observation);
}

/** Compares code units, independent of the locale. */
function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
