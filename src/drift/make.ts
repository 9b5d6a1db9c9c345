import { BaselineError } from "../errors.ts";
import { isJsonObject } from "../contract/json-object.ts";
import { isJudged } from "../runner/result.ts";
import type { Runner } from "../runner/runner.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { CONTRACT } from "../contract/openapi.ts";
import { placeOf, sortPlaces, type Answer, type Baseline, type Unjudged } from "./baseline.ts";
import type { PublishedContract } from "./contract/openapi/published.ts";
import { allDifferences, noiseName } from "./differences.ts";
import { recordAnswers, type Recorded } from "./record.ts";
import { fingerprintOf } from "./stored.ts";

/** How to record a baseline. */
export interface RecordOptions {
  readonly suiteVersion: string;
  /** The contract that the target publishes. */
  readonly contract: PublishedContract;
  /** Runs everything twice, and marks differences as noise. */
  readonly twice: boolean;
  /** Removes credentials from a text. */
  readonly redact: (text: string) => string;
}

/** Records a target's answers. Throws a BaselineError when a test was blocked, or nothing was judged. */
export async function recordBaseline(
  descriptor: TargetDescriptor,
  runner: Runner,
  options: RecordOptions,
): Promise<Baseline> {
  const first = await recordAnswers(descriptor, runner);
  demandAnswers(first);
  const second = options.twice ? await recordAnswers(descriptor, runner) : undefined;
  if (second !== undefined) demandAnswers(second);
  const unjudged = eachOnce([...first.unjudged, ...(second?.unjudged ?? [])]);
  const answers = judgedOf(first, unjudged);
  const noise = second === undefined ? [] : noiseBetween(answers, judgedOf(second, unjudged));
  demandSteadiness(noise);
  return {
    suite: { version: options.suiteVersion },
    target: {
      kind: descriptor.kind,
      vendorVersion: descriptor.vendorVersion ?? null,
      environment: descriptor.environment ?? null,
      ...schemeOf(descriptor),
      ...userOf(descriptor),
    },
    contractVersion: CONTRACT.info.version,
    contract: options.contract,
    noise: noise.map(({ name }) => name),
    ...(unjudged.length === 0 ? {} : { unjudged: redacted(unjudged, options.redact) }),
    answers: redacted(answers, options.redact),
  };
}

/** A recording is served over http, whichever scheme it was made over. */
function schemeOf({ kind, baseUrl }: TargetDescriptor): Pick<Baseline["target"], "scheme"> {
  return kind === "recording" ? {} : { scheme: baseUrl.startsWith("https:") ? "https" : "http" };
}

function userOf(descriptor: TargetDescriptor): Pick<Baseline["target"], "user"> {
  const user = fingerprintOf(descriptor);
  return user === undefined ? {} : { user };
}

/** One observation that differs between two answers of one target. */
export interface Noise {
  readonly name: string;
  /** True where the answer itself changed: not noise but an unreliable instance. */
  readonly isAnswer: boolean;
}

/** What differs between two answers of one target, by name. */
export function noiseBetween(first: readonly Answer[], second: readonly Answer[]): readonly Noise[] {
  const repeated = new Map(second.map((answer) => [placeOf(answer), answer]));
  return first
    .flatMap((answer) => {
      const { case: id, transport } = answer;
      const other = repeated.get(placeOf(answer)) ?? { case: id, transport, observations: [] };
      return allDifferences(answer, other).map((each) => ({
        name: noiseName(answer, each),
        isAnswer: each.difference.kind === "answer",
      }));
    })
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** Cases that at least one of two recordings did not judge. */
function eachOnce(unjudged: readonly Unjudged[]): readonly Unjudged[] {
  return sortPlaces([...new Map(unjudged.map((each) => [placeOf(each), each])).values()]);
}

function judgedOf({ answers }: Recorded, unjudged: readonly Unjudged[]): readonly Answer[] {
  const places = new Set(unjudged.map(placeOf));
  return answers.filter((answer) => !places.has(placeOf(answer)));
}

/** A run in which the environment fails proves nothing about the target, nor does one of which most is refused on the way. */
function demandAnswers({ runs, answers, unjudged }: Recorded): void {
  const told = new Set(unjudged.length > answers.length ? [] : unjudged.map(placeOf));
  const blocked = runs
    .filter((run) => !told.has(placeOf(run)))
    .flatMap(({ case: id, transport, rows }) =>
      rows.flatMap(({ verdict, reason }) => (verdict === "blocked" ? [`${id} ${transport}: ${reason ?? ""}`] : [])),
    );
  if (blocked[0] !== undefined) {
    const count = new Set(blocked).size;
    const sentence = blocked[0].replace(/\.$/, "");
    throw new BaselineError(
      `${count === 1 ? "1 test was blocked" : `${String(count)} tests were blocked, the first one`}: ${sentence}. Fix this and record again.`,
    );
  }
  const judged = runs.some(({ rows }) => rows.some(isJudged));
  if (!judged) throw new BaselineError("Nothing was judged: use a target that answers the suite's cases.");
}

/** An unsteady instance would hide changes of its release. */
function demandSteadiness(noise: readonly Noise[]): void {
  const unsteady = noise.filter(({ isAnswer }) => isAnswer);
  if (unsteady[0] === undefined) return;
  throw new BaselineError(
    `The target gave ${String(unsteady.length)} different answers to the same requests, first at ${unsteady[0].name}: find out why, and record again.`,
  );
}

/** The same data with every text redacted. */
function redacted<Data>(data: Data, redact: (text: string) => string): Data {
  // Most texts are names that come thousands of times.
  const shown = new Map<string, string>();
  const redactOnce = (text: string): string => {
    const known = shown.get(text);
    if (known !== undefined) return known;
    const value = redact(text);
    shown.set(text, value);
    return value;
  };
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return redactOnce(value);
    if (Array.isArray(value)) return value.map(walk);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner)]));
  };
  return walk(data) as Data;
}
