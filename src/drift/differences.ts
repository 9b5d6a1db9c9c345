import { requestClassOf, hasPermittedAlternative } from "./request-class.ts";
import { placeOf, type Answer, type Observations } from "./baseline.ts";
import { ANSWER, type Change, type VerdictChange } from "./change.ts";
import { THEN } from "./observations/answer.ts";
import { AS_STORED, SOME_VALUE } from "./observations/metadata.ts";

/** Facts that decide what kind of answer it is. */
const HEAD = ["outcome", "status", "code"];
/** Facts about a whole case: they follow from what its answers are. */
const OF_THE_CASE = /^(relation|verdict) /;

/** Every observation that differs between two answers to one case, noise and what follows from another answer left out. */
export function differences(old: Answer, now: Answer, noise: ReadonlySet<string>): readonly Change[] {
  const context = { choice: hasPermittedAlternative(old), judged: verdictChangeOf(old.observations, now.observations) };
  const { case: id, transport } = old;
  const isNoise = (observation: string): boolean => noise.has(placeOf(old, observation));
  const make = (observation: string, before: string | undefined, after: string | undefined): Change => ({
    case: id,
    transport,
    ...context,
    asks: requestClassOf(old, observation.startsWith(THEN) ? "second" : "first"),
    observation: observation.startsWith(THEN) ? observation.slice(THEN.length) : observation,
    kind: before === undefined ? "added" : after === undefined ? "removed" : "changed",
    old: before ?? "absent",
    new: after ?? "absent",
  });
  const heads = ["", THEN].filter((prefix) =>
    HEAD.some((name) => !isNoise(prefix + name) && old.observations[prefix + name] !== now.observations[prefix + name]),
  );
  const followsFromHead = (observation: string): boolean =>
    heads.length > 0 &&
    (OF_THE_CASE.test(observation) ||
      heads.includes(observation.startsWith(THEN) ? THEN : "") ||
      !bothHave(old, now, observation));
  const names = new Set([...Object.keys(old.observations), ...Object.keys(now.observations)]);
  return [
    ...heads.map((prefix) =>
      make(prefix + ANSWER, describe(old.observations, prefix), describe(now.observations, prefix)),
    ),
    ...[...names]
      .filter(
        (name) => isOther(old.observations[name], now.observations[name]) && !isNoise(name) && !followsFromHead(name),
      )
      .filter((name) => !name.startsWith("verdict ") || isJudgedByBoth(old, now, name))
      .map((name) => make(name, old.observations[name], now.observations[name])),
  ];
}

/** What is as stored on one side is not other where the other side did not know what is stored. */
function isOther(old: string | undefined, now: string | undefined): boolean {
  const isUnknown = [old, now].includes(SOME_VALUE) && [old, now].includes(AS_STORED);
  return old !== now && !isUnknown;
}

/** A second answer that one side alone has, since the first one failed, is no difference of its own. */
function bothHave(old: Answer, now: Answer, observation: string): boolean {
  if (!observation.startsWith(THEN)) return true;
  return [old, now].every(({ observations }) => observations[`${THEN}outcome`] !== undefined);
}

/** A requirement that one version of the suite alone knows says nothing of the target. */
function isJudgedByBoth(old: Answer, now: Answer, verdict: string): boolean {
  return old.observations[verdict] !== undefined && now.observations[verdict] !== undefined;
}

/** An answer in the words of a person: `success (HTTP 200)`, `error 5 (NOT_FOUND) (HTTP 404)`. */
function describe(observations: Observations, prefix: string): string | undefined {
  const outcome = observations[`${prefix}outcome`];
  const status = observations[`${prefix}status`];
  const code = observations[`${prefix}code`];
  if (outcome === undefined || status === undefined) return outcome;
  if (outcome.startsWith("other: ")) return [outcome.slice("other: ".length), code].filter(Boolean).join(", status ");
  return [outcome, outcome === "error" ? code : undefined, `(HTTP ${status})`].filter(Boolean).join(" ");
}

function verdictChangeOf(old: Observations, now: Observations): VerdictChange {
  const verdicts = Object.keys(now).filter((name) => name.startsWith("verdict "));
  if (verdicts.some((name) => old[name] !== undefined && isViolated(now[name]) && !isViolated(old[name])))
    return "broken";
  return verdicts.some((name) => isViolated(old[name]) && now[name] === "pass") ? "mended" : "same";
}

/** True for the verdict of a MUST or SHOULD that is violated. */
function isViolated(verdict: string | undefined): boolean {
  return verdict !== undefined && /^(fail|deviation): /.test(verdict);
}
