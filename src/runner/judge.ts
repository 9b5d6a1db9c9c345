import { checkOf } from "../checks/index.ts";
import type { Check, CheckInput, Finding } from "../checks/check.ts";
import type { KnownRequirement } from "../contract/requirements/index.ts";
import type { Level } from "../contract/requirement.ts";
import { findingOfSet } from "./attempts.ts";
import type { KnownDeviations, Listed } from "./known-deviations.ts";
import type { Row, Verdict } from "./result.ts";

/** The answers to one request, of which there is at least one. */
export type CheckInputs = readonly [CheckInput, ...CheckInput[]];

/** Judges one requirement, known deviations considered. */
export function judge(required: KnownRequirement, inputs: CheckInputs, known: KnownDeviations): Row {
  const [input] = inputs;
  const finding = findingOf(checkOf(required.id), inputs);
  const { verdict, violations, reason } = verdictOf(
    finding,
    levelOf(required, input),
    known.listed(required.id, input),
  );
  const { id: requirement, level } = required;
  const row = { case: input.testCase.id, requirement, level, transport: input.transport, verdict, violations };
  return reason === undefined ? row : { ...row, reason };
}

/** Nearly always one answer is judged, thousands of times in a run. */
function findingOf(check: Check, inputs: CheckInputs): Finding {
  return inputs.length === 1 ? check(inputs[0]) : findingOfSet(inputs.map(check));
}

/** Requirements that compare a time with the clock. */
const OF_CLOCKS: readonly string[] = ["GMM-0115", "GMM-1008"];

/** Where the server's clock is not known, a time that does not fit it is a warning: ours may be wrong. */
function levelOf({ id, level }: KnownRequirement, { clockIsKnown }: CheckInput): Level {
  return OF_CLOCKS.includes(id) && !clockIsKnown ? "SHOULD" : level;
}

type Judgement = Pick<Row, "verdict" | "violations" | "reason">;

const PASSED: Judgement = { verdict: "pass", violations: [] };

function verdictOf(finding: Finding, level: Level, listed: readonly Listed[]): Judgement {
  if ("nothing" in finding) return { verdict: "inapplicable", violations: [], reason: finding.nothing };
  if (finding.length === 0 && listed.length === 0) return PASSED;
  const open = finding.filter((violation) => !listed.some(({ excuses }) => excuses(violation)));
  if (open.length > 0) return { verdict: severity(level), violations: finding, ...note(level) };
  const unseen = listed.filter(({ excuses, isCertain }) => isCertain && !finding.some(excuses));
  const stale = unseen.find(({ mustBeSeen }) => mustBeSeen);
  if (stale !== undefined) {
    const { id, reason: why } = stale.entry;
    const reason = `${id} is listed as observed in this release, and was not seen: ${why}`;
    return { verdict: "stale", violations: finding, reason };
  }
  if (finding.length > 0) {
    const seen = listed.filter(({ excuses }) => finding.some(excuses));
    const reason = seen.map(({ entry }) => `${entry.id}: ${entry.reason}`).join("; ");
    return { verdict: "known", violations: finding, reason };
  }
  const [fixed] = unseen;
  return fixed === undefined
    ? PASSED
    : { verdict: "pass", violations: [], reason: `fixed: ${fixed.entry.id} is not seen in this release` };
}

/** A MUST that is violated fails, a SHOULD is a deviation, a MAY is only noted. */
function severity(level: Level): Verdict {
  if (level === "MAY") return "pass";
  return level === "MUST" ? "fail" : "deviation";
}

function note(level: Level): { reason?: string } {
  return level === "MAY" ? { reason: "noted: the source leaves this free" } : {};
}
