import { blockedRun } from "../report/collector.ts";
import { conformance, statementTarget, type StatementTarget } from "../report/conformance.ts";
import { writeOutputs } from "../report/outputs.ts";
import { plannedTests } from "../report/planned-tests.ts";
import { digestOf, type StatementPlan } from "../report/run-plan.ts";
import { statementRun } from "../report/statement-run.ts";
import { suite } from "../report/statement-file.ts";
import { countTests, countsLine } from "../report/summary.ts";
import type { KnownDeviation } from "../runner/known-deviations.ts";
import type { Env } from "../settings/env.ts";
import type { Settings } from "../settings/settings.ts";

/** What is known of a run that could not start. */
interface BlockedRun {
  /** The arguments as they were given. */
  readonly argv: readonly string[];
  readonly env: Env;
  readonly out: string;
  /** What the arguments say of the plan. */
  readonly plan: Pick<StatementPlan, "shard" | "filters">;
  /** The list that it would have been judged by. */
  readonly known: readonly KnownDeviation[];
  readonly startedAt: Date;
}

/**
 * Writes the statement of a run that could not start, every row of what it was asked for blocked for one reason, and
 * returns what it counts.
 */
export function reportBlocked(sentence: string, settings: Settings, run: BlockedRun): string {
  const { argv, env, out, plan, known, startedAt } = run;
  const runs = plannedTests(argv).map(({ testCase: { id: caseId }, transport }) =>
    blockedRun({ caseId, transport }, sentence),
  );
  const tests = { planned: runs.length, ran: 0 };
  const statement = conformance(
    {
      suite: suite(),
      target: targetOf(settings),
      plan: { ...plan, strict: settings.strict, knownDeviations: digestOf(known), tests },
      runs: [statementRun(startedAt, plan.shard, null, env)],
    },
    runs,
  );
  writeOutputs(env, out, statement);
  return `Blocked: no test could run.\n\n${countsLine(countTests(statement.results))}`;
}

function targetOf(settings: Settings): StatementTarget {
  const { target, environment } = settings;
  const named = environment === undefined ? {} : { environment };
  if (target.kind !== "live") return statementTarget({ kind: target.kind, baseUrl: "", ...named });
  const { version, ...known } = target;
  return statementTarget({ ...known, ...named, ...(version === undefined ? {} : { vendorVersion: version }) });
}
