import { createHash } from "node:crypto";
import { tokenOf } from "../runner/credentials.ts";
import { resolveKey, storedStateOf } from "../runner/keys.ts";
import type { Case } from "../contract/case.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { byPlace, placeOf, type Answer, type Comparable, type Place, type Stored } from "./baseline.ts";
import type { AnswerValue } from "./observation.ts";
import { questionOf, requestClassOf } from "./request-class.ts";
import { isError, isSuccess } from "./rules/answer-kinds.ts";
import { isViolated } from "./verdicts.ts";

/** Whether the user whose token a case sends has the key that it asks for; undefined where it asks as no such user. */
export function storedBy({ request }: Case, descriptor: TargetDescriptor): Stored | undefined {
  const owner = tokenOf(request.credential);
  if (owner !== "subject" && owner !== "other") return undefined;
  const { kind } = storedStateOf(descriptor, owner, resolveKey(request.key, descriptor));
  return kind === "missing" ? "no" : kind === "unknown" ? "unknown" : "yes";
}

/**
 * A fingerprint of the user of the settings and of the key that they name, by which two baselines show that they are of
 * the same user; undefined where all that is stored is known, so that it does not matter who the user is.
 */
export function fingerprintOf(descriptor: TargetDescriptor): string | undefined {
  if (descriptor.complete || descriptor.tokens.subject === undefined) return undefined;
  const named = JSON.stringify([...identityOf(descriptor), descriptor.key]);
  return createHash("sha256").update(named).digest("hex").slice(0, 16);
}

function identityOf({ access, tokens, baseUrl }: TargetDescriptor): readonly string[] {
  switch (access?.kind) {
    // A client's id may be a name that another instance has too.
    case "client":
      return ["client", baseUrl, access.id];
    case "key":
      return ["user", access.file.userId];
    default:
      return ["token", tokens.subject ?? ""];
  }
}

/**
 * Places where one side serves the key and the other does not find it because their users need not have the same keys:
 * that is a difference of deployments. Not among them is what may be a loss: where both sides know alike what is stored,
 * where both asked as the same user, where the new answer is not as it should be, and where a served entry is newly wrong.
 */
export function storedOtherwise(old: Comparable, now: Comparable): readonly Place[] {
  const user = old.target?.user;
  if (user !== undefined && user === now.target?.user) return [];
  const after = byPlace(now.answers);
  const found = old.answers.flatMap((was) => {
    const is = after.get(placeOf(was));
    const isFound = is !== undefined && is !== was && isFoundByOne(answerTo(was), answerTo(is)) && isForKey(was);
    return isFound ? [{ was, is }] : [];
  });
  if (found.length === 0) return [];
  const [served, serves] = [servedIn(old.answers), servedIn(now.answers)];
  const known = new Set(old.answers.flatMap(violationsOf));
  return found
    .filter(({ was, is }) => mayDiffer(storedIn(was, served), storedIn(is, serves), is))
    .filter(({ is }) => violationsOf(is).every((name) => known.has(name)))
    .map(({ was }) => was);
}

/** False where nobody says what is stored, or both sides have the same, or the new answer is not as it should be. */
function mayDiffer(was: Stored | undefined, is: Stored | undefined, answer: Answer): boolean {
  if (was === undefined || is === undefined) return false;
  return is === "unknown" || (was !== is && isSuccess(answerTo(answer)) === (is === "yes"));
}

/** A key that is served over one transport is stored, whatever the others answer. */
function storedIn(answer: Answer, served: ReadonlySet<string>): Stored | undefined {
  return answer.stored === "unknown" && served.has(questionOf(answer)) ? "yes" : answer.stored;
}

function servedIn(answers: readonly Answer[]): ReadonlySet<string> {
  return new Set(answers.filter((answer) => isSuccess(answerTo(answer))).map(questionOf));
}

/** Of two answers one is the entry, and the other is that there is none. */
function isFoundByOne(one: AnswerValue | undefined, other: AnswerValue | undefined): boolean {
  return [
    [one, other],
    [other, one],
  ].some(([found, missing]) => isSuccess(found) && isError(missing, "NOT_FOUND"));
}

/** True for a request whose answer depends on whether the key is stored, and on nothing else. */
function isForKey(place: Place): boolean {
  return ["stored", "missing"].includes(requestClassOf(place, "first"));
}

function answerTo({ observations }: Answer): AnswerValue | undefined {
  return observations.find((each) => each.kind === "answer")?.value;
}

/** What is violated over which transport: what the old server did wrong anywhere is no sign of a new fault. */
function violationsOf({ transport, observations }: Answer): readonly string[] {
  return observations.flatMap((each) =>
    each.kind === "verdict" && isViolated(each.value) ? [`${transport} ${each.requirement}`] : [],
  );
}
