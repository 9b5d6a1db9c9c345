import { BaselineError } from "../errors.ts";
import { isJudged } from "../runner/result.ts";
import type { Runner } from "../runner/runner.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { CONTRACT } from "../contract/openapi.ts";
import { placeOf, type Answer, type Baseline, type Observations } from "./baseline.ts";
import type { PublishedContract } from "./contract/openapi/published.ts";
import { askEverything, type Asking } from "./record.ts";

/** How to record a baseline. */
export interface RecordOptions {
  readonly suiteVersion: string;
  /** What the target publishes of its contract. */
  readonly contract: PublishedContract;
  /** Asks everything a second time, and marks what differed as noise. */
  readonly twice: boolean;
  /** Takes credentials out of a text. */
  readonly redact: (text: string) => string;
}

/** Records what a target answers. Throws a BaselineError when something was blocked, or nothing was judged. */
export async function recordBaseline(
  descriptor: TargetDescriptor,
  runner: Runner,
  options: RecordOptions,
): Promise<Baseline> {
  const first = await askEverything(descriptor, runner);
  demandAnswers(first);
  const second = options.twice ? await askEverything(descriptor, runner) : undefined;
  if (second !== undefined) demandAnswers(second);
  const noise = second === undefined ? [] : noiseBetween(first.answers, second.answers);
  demandSteadiness(noise);
  return {
    format: 1,
    suite: { version: options.suiteVersion },
    target: {
      kind: descriptor.kind,
      vendorVersion: descriptor.vendorVersion ?? null,
      environment: descriptor.environment ?? null,
    },
    contractVersion: CONTRACT.info.version,
    contract: options.contract,
    noise,
    answers: first.answers.map((answer) => ({
      ...answer,
      observations: redacted(answer.observations, options.redact),
    })),
  };
}

/** The places that differ between two answers of one target. */
export function noiseBetween(first: readonly Answer[], second: readonly Answer[]): readonly string[] {
  const again = new Map(second.map((answer) => [placeOf(answer), answer.observations]));
  return first
    .flatMap((answer) => {
      const other = again.get(placeOf(answer)) ?? {};
      const names = new Set([...Object.keys(answer.observations), ...Object.keys(other)]);
      return [...names]
        .filter((name) => answer.observations[name] !== other[name])
        .map((name) => placeOf(answer, name));
    })
    .sort();
}

/** A run that could not judge all that it should says nothing of the target. */
function demandAnswers({ runs }: Asking): void {
  const blocked = runs.flatMap(({ case: id, transport, rows }) =>
    rows.flatMap(({ verdict, reason }) => (verdict === "blocked" ? [`${id} ${transport}: ${reason ?? ""}`] : [])),
  );
  if (blocked[0] !== undefined) {
    throw new BaselineError(
      `${String(new Set(blocked).size)} tests were blocked, the first one ${blocked[0]}: fix the environment and record again.`,
    );
  }
  const judged = runs.some(({ rows }) => rows.some(isJudged));
  if (!judged) throw new BaselineError("Nothing was judged: give a target that answers the suite's cases.");
}

/** Facts that make an answer another one; what varies in them is no noise but an instance that is not to be relied on. */
const DECISIVE = / (then )?(outcome|status|code)$/;

/** An instance that answers now so and now so hides whatever its release changed. */
function demandSteadiness(noise: readonly string[]): void {
  const unsteady = noise.filter((place) => DECISIVE.test(place));
  if (unsteady[0] === undefined) return;
  throw new BaselineError(
    `The target answered ${String(unsteady.length)} times otherwise when it was asked again, first at ${unsteady[0]}: find out why, and record again.`,
  );
}

function redacted(observations: Observations, redact: (text: string) => string): Observations {
  return Object.fromEntries(Object.entries(observations).map(([name, value]) => [redact(name), redact(value)]));
}
