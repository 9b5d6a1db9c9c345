import { CHECKS } from "../checks/index.ts";
import type { CheckInput, Finding } from "../checks/check.ts";
import type { CatalogueRequirement } from "../contract/requirements/index.ts";
import type { Level } from "../contract/requirement.ts";
import { excuses, type KnownDeviation, type KnownDeviations } from "./known-deviations.ts";
import type { Row, Verdict } from "./result.ts";

/** Judges one requirement, known deviations considered. */
export function judge(required: CatalogueRequirement, input: CheckInput, known: KnownDeviations): Row {
  const finding = CHECKS[required.id](input);
  const row = { case: input.testCase.id, requirement: required.id, level: required.level, transport: input.transport };
  const listed = known.listed(required.id, input.testCase.id, input.transport);
  return { ...row, ...verdictOf(finding, levelOf(required, input), listed, known) };
}

/** Where the server's clock is not known, a time in its future is a warning: ours may be the one that is wrong. */
function levelOf({ id, level }: CatalogueRequirement, { clockIsKnown }: CheckInput): Level {
  return id === "GMM-0115" && !clockIsKnown ? "SHOULD" : level;
}

type Judgement = Pick<Row, "verdict" | "violations" | "reason">;

function verdictOf(
  finding: Finding,
  level: Level,
  listed: readonly KnownDeviation[],
  known: KnownDeviations,
): Judgement {
  if ("nothing" in finding) return { verdict: "inapplicable", violations: [], reason: finding.nothing };
  const unseen = listed.filter((entry) => !finding.some((violation) => excuses(entry, violation)));
  const stale = unseen.find((entry) => known.mustBeSeen(entry));
  const open = finding.filter((violation) => !listed.some((entry) => excuses(entry, violation)));
  if (open.length > 0) return { verdict: severity(level), violations: finding, ...note(level) };
  if (stale !== undefined) {
    const reason = `${stale.id} is listed as observed in this release, and was not seen: ${stale.reason}`;
    return { verdict: "stale", violations: finding, reason };
  }
  if (finding.length > 0) {
    const excused = listed.filter((entry) => finding.some((violation) => excuses(entry, violation)));
    const reason = excused.map(({ id, reason: why }) => `${id}: ${why}`).join("; ");
    return { verdict: "known", violations: finding, reason };
  }
  const [fixed] = unseen;
  return fixed === undefined
    ? { verdict: "pass", violations: [] }
    : { verdict: "pass", violations: [], reason: `fixed: ${fixed.id} is not seen in this release` };
}

/** A MUST that is violated fails, a SHOULD is a deviation, a MAY is only noted. */
function severity(level: Level): Verdict {
  if (level === "MAY") return "pass";
  return level === "MUST" ? "fail" : "deviation";
}

function note(level: Level): { reason?: string } {
  return level === "MAY" ? { reason: "noted: the source leaves this free" } : {};
}
