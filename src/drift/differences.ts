import { asksOf, leavesChoice } from "./request-class.ts";
import { placeOf, type Answer, type Facets } from "./baseline.ts";
import { ANSWER, type Change, type Judged } from "./change.ts";
import { THEN } from "./observations/answer.ts";
import { AS_STORED, SOME_VALUE } from "./observations/metadata.ts";

/** Facts that decide what kind of answer it is. */
const HEAD = ["outcome", "status", "code"];
/** Facts about a whole case: they follow from what its answers are. */
const OF_THE_CASE = /^(relation|verdict) /;

/** Every facet that differs between two answers to one case, noise and what follows from another answer left out. */
export function differences(old: Answer, now: Answer, noise: ReadonlySet<string>): readonly Change[] {
  const context = { choice: leavesChoice(old), judged: judgedOf(old.facets, now.facets) };
  const { case: id, transport } = old;
  const isNoise = (facet: string): boolean => noise.has(placeOf(old, facet));
  const make = (facet: string, before: string | undefined, after: string | undefined): Change => ({
    case: id,
    transport,
    ...context,
    asks: asksOf(old, facet.startsWith(THEN) ? "second" : "first"),
    facet: facet.startsWith(THEN) ? facet.slice(THEN.length) : facet,
    kind: before === undefined ? "added" : after === undefined ? "removed" : "changed",
    old: before ?? "absent",
    new: after ?? "absent",
  });
  const heads = ["", THEN].filter((prefix) =>
    HEAD.some((name) => !isNoise(prefix + name) && old.facets[prefix + name] !== now.facets[prefix + name]),
  );
  const followsFromHead = (facet: string): boolean =>
    heads.length > 0 &&
    (OF_THE_CASE.test(facet) || heads.includes(facet.startsWith(THEN) ? THEN : "") || !bothHave(old, now, facet));
  const names = new Set([...Object.keys(old.facets), ...Object.keys(now.facets)]);
  return [
    ...heads.map((prefix) => make(prefix + ANSWER, describe(old.facets, prefix), describe(now.facets, prefix))),
    ...[...names]
      .filter((name) => isOther(old.facets[name], now.facets[name]) && !isNoise(name) && !followsFromHead(name))
      .filter((name) => !name.startsWith("verdict ") || isJudgedByBoth(old, now, name))
      .map((name) => make(name, old.facets[name], now.facets[name])),
  ];
}

/** What is as stored on one side is not other where the other side did not know what is stored. */
function isOther(old: string | undefined, now: string | undefined): boolean {
  const isUnknown = [old, now].includes(SOME_VALUE) && [old, now].includes(AS_STORED);
  return old !== now && !isUnknown;
}

/** A second answer that one side alone has, since the first one failed, is no difference of its own. */
function bothHave(old: Answer, now: Answer, facet: string): boolean {
  if (!facet.startsWith(THEN)) return true;
  return [old, now].every(({ facets }) => facets[`${THEN}outcome`] !== undefined);
}

/** A requirement that one version of the suite alone knows says nothing of the target. */
function isJudgedByBoth(old: Answer, now: Answer, verdict: string): boolean {
  return old.facets[verdict] !== undefined && now.facets[verdict] !== undefined;
}

/** An answer in the words of a person: `success (HTTP 200)`, `error 5 (NOT_FOUND) (HTTP 404)`. */
function describe(facets: Facets, prefix: string): string | undefined {
  const outcome = facets[`${prefix}outcome`];
  const status = facets[`${prefix}status`];
  const code = facets[`${prefix}code`];
  if (outcome === undefined || status === undefined) return outcome;
  if (outcome.startsWith("other: ")) return [outcome.slice("other: ".length), code].filter(Boolean).join(", status ");
  return [outcome, outcome === "error" ? code : undefined, `(HTTP ${status})`].filter(Boolean).join(" ");
}

function judgedOf(old: Facets, now: Facets): Judged {
  const verdicts = Object.keys(now).filter((name) => name.startsWith("verdict "));
  if (verdicts.some((name) => old[name] !== undefined && isViolated(now[name]) && !isViolated(old[name])))
    return "broken";
  return verdicts.some((name) => isViolated(old[name]) && now[name] === "pass") ? "mended" : "same";
}

/** True for the verdict of a MUST or SHOULD that is violated. */
function isViolated(verdict: string | undefined): boolean {
  return verdict !== undefined && /^(fail|deviation): /.test(verdict);
}
