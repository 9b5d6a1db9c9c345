import { blockedRun, everyTest } from "../report/collector.ts";
import { conformance, statementTarget, type StatementTarget } from "../report/conformance.ts";
import { writeOutputs } from "../report/outputs.ts";
import type { StatementPlan } from "../report/run-plan.ts";
import { statementRun } from "../report/statement-run.ts";
import { suite } from "../report/statement-file.ts";
import { countTests, countsLine } from "../report/summary.ts";
import type { Env } from "../settings/env.ts";
import type { Settings } from "../settings/settings.ts";

/** What is known of a run that could not start. */
interface BlockedRun {
  readonly env: Env;
  readonly out: string;
  /** What the arguments say of the plan. */
  readonly plan: Pick<StatementPlan, "shard" | "filters">;
  readonly startedAt: Date;
}

/** Writes the statement of a run that could not start, every row blocked for one reason, and returns what it counts. */
export function reportBlocked(sentence: string, settings: Settings, { env, out, plan, startedAt }: BlockedRun): string {
  const runs = everyTest().map((test) => blockedRun(test, sentence));
  const tests = { planned: runs.length, ran: 0 };
  const statement = conformance(
    {
      suite: suite(),
      target: targetOf(settings),
      plan: { ...plan, strict: settings.strict, tests },
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
