import { CASES } from "../../cases/index.ts";
import { TRANSPORTS } from "../../contract/transport.ts";
import { blockedRows } from "../../runner/blocked-transports.ts";
import type { RunContext } from "../../runner/run-context.ts";
import { whySkipped } from "../../runner/skip-rules.ts";
import { everyTest, type PlannedTest } from "../collector.ts";
import { targetName } from "../target-name.ts";
import type { StatementPlan } from "../run-plan.ts";
import { counted } from "../counted.ts";

/** Reasons that are told before the run; the summary has all. */
const REASONS = 3;

/** What a run is about, before it starts: the target, how many tests, and what is left out. */
export function aboutText(
  { descriptor, blocked }: RunContext,
  planned: readonly PlannedTest[],
  { shard, filters }: Pick<StatementPlan, "shard" | "filters">,
  workers: number,
): string {
  const used = TRANSPORTS.filter((name) => planned.some(({ transport }) => transport === name));
  const part = [
    ...(shard === null ? [] : [`part ${String(shard.current)} of ${String(shard.total)}`]),
    ...(filters.length === 0 ? [] : [`chosen by ${filters.join(" ")}`]),
  ];
  const of = part.length === 0 ? "" : ` of ${String(everyTest().length)} (${part.join(", ")})`;
  const reasons = planned.flatMap((test) => whyLeftOut(test, { descriptor, blocked }) ?? []);
  return [
    `Target: ${targetName(descriptor)}`,
    `Tests: ${String(planned.length)}${of}, over ${used.join(", ")}, with ${counted(workers, "worker")}`,
    ...(reasons.length === 0 ? [] : [`Left out: ${leftOutText(reasons)}`]),
  ].join("\n");
}

/** Why a test will not be run, as far as that is known before; undefined when it will. */
function whyLeftOut(
  { caseId, transport }: PlannedTest,
  { descriptor, blocked }: Pick<RunContext, "descriptor" | "blocked">,
): string | undefined {
  const testCase = CASES.find(({ id }) => id === caseId);
  if (testCase === undefined) return undefined;
  const [first] = blockedRows(testCase, transport, blocked) ?? [];
  return first?.reason ?? whySkipped(testCase, transport, descriptor, descriptor.provisioning !== undefined);
}

function leftOutText(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const sorted = [...counts].sort(([, left], [, right]) => right - left);
  const shown = sorted.slice(0, REASONS).map(([reason, count]) => `${String(count)}: ${reason}`);
  const more = sorted.length - REASONS;
  const rest = more <= 0 ? [] : [`${String(more)} more ${more === 1 ? "reason" : "reasons"} in the summary`];
  return `${counted(reasons.length, "test")} (${[...shown, ...rest].join("; ")})`;
}
