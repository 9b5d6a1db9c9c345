import { BaselineError } from "../errors.ts";
import { isJsonObject } from "../contract/json-object.ts";
import { isJudged } from "../runner/result.ts";
import type { Runner } from "../runner/runner.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { CONTRACT } from "../contract/openapi.ts";
import { placeOf, type Answer, type Baseline } from "./baseline.ts";
import type { PublishedContract } from "./contract/openapi/published.ts";
import { allDifferences, noiseName } from "./differences.ts";
import { recordAnswers, type Recorded } from "./record.ts";

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
  const noise = second === undefined ? [] : noiseBetween(first.answers, second.answers);
  demandSteadiness(noise);
  return {
    suite: { version: options.suiteVersion },
    target: {
      kind: descriptor.kind,
      vendorVersion: descriptor.vendorVersion ?? null,
      environment: descriptor.environment ?? null,
      ...schemeOf(descriptor),
    },
    contractVersion: CONTRACT.info.version,
    contract: options.contract,
    noise: noise.map(({ name }) => name),
    answers: redacted(first.answers, options.redact),
  };
}

/** A recording is served over http, whichever scheme it was made over. */
function schemeOf({ kind, baseUrl }: TargetDescriptor): Pick<Baseline["target"], "scheme"> {
  return kind === "recording" ? {} : { scheme: baseUrl.startsWith("https:") ? "https" : "http" };
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

/** A run that could not judge everything proves nothing about the target. */
function demandAnswers({ runs }: Recorded): void {
  const blocked = runs.flatMap(({ case: id, transport, rows }) =>
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
