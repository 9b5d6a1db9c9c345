import { codeNumber, type CodeName } from "../../contract/codes.ts";
import type { Grade } from "../../contract/grade.ts";
import type { Change } from "../change.ts";
import type { AnswerValue, Difference } from "../observation.ts";
import type { RequestClass } from "../request-class.ts";
import { isViolated } from "../verdicts.ts";

type Side = AnswerValue | undefined;

const SERVER_FAULTS = (["UNKNOWN", "INTERNAL", "UNAVAILABLE", "DATA_LOSS"] as const).map(codeNumber);

/** True for the violation of a requirement that some clients rely on. */
export function isGrave(grade: Grade | undefined): boolean {
  return grade === "breaking" || grade === "risky";
}

export function isSuccess(answer: Side): boolean {
  return answer?.kind === "success";
}

export function isError(answer: Side, code: CodeName): boolean {
  return answer?.kind === "error" && answer.code === codeNumber(code);
}

export function hasExactly(answer: Side, status: number): boolean {
  return answer !== undefined && answer.kind !== "none" && answer.httpStatus === status;
}

/** An undocumented answer with a status in this hundred. */
export function hasStatus(answer: Side, hundred: 200 | 300 | 400 | 500): boolean {
  return answer?.kind === "other" && Math.floor(answer.httpStatus / 100) * 100 === hundred;
}

/** An answer without the vendor's content whose status says success, as to OPTIONS and preflights (WHATWG Fetch §4.8, step 7). */
export function isAllowing(answer: Side): boolean {
  return hasStatus(answer, 200);
}

export function isRefusal(answer: Side): boolean {
  return answer?.kind === "error" || hasStatus(answer, 400) || hasStatus(answer, 500);
}

export function isRedirect(answer: Side): boolean {
  return hasStatus(answer, 300);
}

/** A 501 does not count: it refuses an unsupported method (RFC 9110 §15.6.2). */
export function isServerFault(answer: Side): boolean {
  if (answer === undefined || answer.kind === "none") return false;
  const { httpStatus } = answer;
  const hasCode = answer.kind === "error" && answer.code !== null && SERVER_FAULTS.includes(answer.code);
  return hasCode || (httpStatus >= 500 && httpStatus <= 599 && httpStatus !== 501);
}

export function isNowAccepted({ old, new: now }: Difference<"answer">): boolean {
  return isRefusal(old) && isSuccess(now);
}

export function isStillRefused({ old, new: now }: Difference<"answer">): boolean {
  return isRefusal(old) && isRefusal(now);
}

/** Requests that no server may answer with an entry. */
const TO_BE_REFUSED: readonly RequestClass[] = ["missing", "credentials", "credentials-unheld"];

/** True where what must be refused is served: it is no better for that, whatever else is. */
export function isWronglyServed(answer: Side, requestClass: RequestClass): boolean {
  return isSuccess(answer) && TO_BE_REFUSED.includes(requestClass);
}

/** True when a request newly leaves an entry that it must not change as another one. */
export function changesEntry({ newlyViolated, now }: Change): boolean {
  const isChanged = now.some(
    (each) => each.kind === "verdict" && each.requirement === "GMM-0705" && isViolated(each.value),
  );
  return newlyViolated === "breaking" && isChanged;
}
