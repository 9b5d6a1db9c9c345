import { isDeepStrictEqual } from "node:util";
import type { Answer, Comparable } from "./baseline.ts";
import type { Change } from "./change.ts";
import { noiseName } from "./differences.ts";
import type { Difference, HeaderValue } from "./observation.ts";
import { isSticky } from "./intermediaries.ts";
import { itemsOf } from "./policy.ts";
import { subjectOf, type RequestOrder } from "./subject.ts";

type FoundChange = Pick<Change, "difference" | "transport">;

/** Tells which changes follow from how the two targets are deployed or answered at the time, and not from their releases. */
export function deploymentFinder(old: Comparable, now: Comparable): (change: FoundChange) => boolean {
  const [before, after] = [old.target?.scheme, now.target?.scheme];
  const hasOtherScheme = before !== undefined && after !== undefined && before !== after;
  const wasUnsteady = unsteadyFinder(old);
  return (change) => (hasOtherScheme && isOfScheme(change)) || wasUnsteady(change);
}

/** Only https has Strict-Transport-Security (RFC 6797 §7.2) and secure cookies. */
function isOfScheme({ difference }: FoundChange): boolean {
  if (difference.kind !== "header") return false;
  if (difference.name === "strict-transport-security") return true;
  return difference.name === "set-cookie" && isDeepStrictEqual(plain(difference.old), plain(difference.new));
}

/** The server's own cookies without what browsers demand of secure ones (RFC 6265bis §4.1.3). */
function plain(value: HeaderValue | undefined): readonly string[] {
  return itemsOf(value)
    .filter((cookie) => !isSticky(cookie))
    .map((cookie) => cookie.replace(/^__(Host|Secure)-/i, "").replace(/;secure(?=;|$)/, ""))
    .sort();
}

/** What the old target sent only now and then, in some other answer over the same transport, no client can rely on. */
function unsteadyFinder({ answers, noise }: Comparable): (change: FoundChange) => boolean {
  const names = new Set(noise);
  const known = new Map<string, boolean>();
  const isNoise = ({ difference, transport }: FoundChange): boolean =>
    answers.some(
      (answer) =>
        answer.transport === transport &&
        (["first", "second"] as const).some(
          (request) =>
            names.has(noiseName(answer, { request, difference })) && cameAndWent(answer, request, difference),
        ),
    );
  return (change) => {
    if (names.size === 0 || (change.difference.kind !== "header" && change.difference.kind !== "trailer")) return false;
    const subject = `${change.transport} ${subjectOf(change.difference)}`;
    const found = known.get(subject) ?? isNoise(change);
    known.set(subject, found);
    return found;
  };
}

/**
 * True when noise was in whether a part was there. One whose value is compared may have had two values, and that it had
 * one each time is something to rely on.
 */
function cameAndWent(answer: Answer, request: RequestOrder, difference: Difference): boolean {
  const observations = (request === "second" ? answer.second : answer.observations) ?? [];
  const kept = observations.find((each) => subjectOf(each) === subjectOf(difference));
  return kept?.kind !== "header" || kept.value.kind === "present";
}
