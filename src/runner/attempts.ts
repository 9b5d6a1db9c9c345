import type { CheckInput, Finding, Violation } from "../checks/check.ts";
import { asExpected } from "../checks/expected.ts";
import { classOf } from "../checks/finding.ts";

/**
 * What several answers to one request have against a requirement, together: every violation that any of them shows, once,
 * in an order that does not depend on which came first. How many show it is left to chance, and not said.
 */
export function findingOfSet(findings: readonly Finding[]): Finding {
  const [first = []] = findings;
  if (findings.length === 1) return first;
  const judged = findings.flatMap((finding) => ("nothing" in finding ? [] : [finding]));
  if (judged.length === 0) return first;
  const byClass = new Map<string, Violation>();
  for (const violation of judged.flat()) {
    const isCommon =
      judged.length === findings.length && judged.every((each) => each.some((one) => same(one, violation)));
    const share = isCommon ? "" : `, in some of ${String(findings.length)} answers to the same request`;
    byClass.set(`${violation.where} ${violation.seen}`, { ...violation, actual: `${violation.actual}${share}` });
  }
  return [...byClass].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, violation]) => violation);
}

function same(left: Violation, right: Violation): boolean {
  return left.where === right.where && left.seen === right.seen;
}

/** The answer that stands for a set of them: one that is not as expected, where there is one, whichever came first. */
export function representative(inputs: readonly [CheckInput, ...CheckInput[]]): CheckInput {
  return inputs.reduce((best, input) => (rankOf(input) < rankOf(best) ? input : best));
}

function rankOf(input: CheckInput): string {
  const finding = asExpected(input);
  const isWrong = !("nothing" in finding) && finding.length > 0;
  return `${isWrong ? "0" : "1"} ${classOf(input.evidence)}`;
}
