import { blockedRun, everyTest } from "../report/collector.ts";
import { conformance, statementTarget, type StatementTarget } from "../report/conformance.ts";
import { suiteVersion, writeStatement } from "../report/statement-file.ts";
import { countTests, countsLine } from "../report/summary.ts";
import type { Settings } from "../settings/settings.ts";

/** Writes the statement of a run that could not begin, every row blocked for one reason, and tells how many. */
export function reportBlocked(sentence: string, settings: Settings, out: string): void {
  const runs = everyTest().map((test) => blockedRun(test, sentence));
  const statement = conformance(suiteVersion(), targetOf(settings), runs);
  writeStatement(out, statement);
  console.log(countsLine(countTests(statement.results)));
}

function targetOf(settings: Settings): StatementTarget {
  const { target, environment } = settings;
  const named = environment === undefined ? {} : { environment };
  if (target.kind !== "live") return statementTarget({ kind: target.kind, baseUrl: "", ...named });
  const { version, ...known } = target;
  return statementTarget({ ...known, ...named, ...(version === undefined ? {} : { vendorVersion: version }) });
}
