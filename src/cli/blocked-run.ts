import { blockedRun, everyTest } from "../report/collector.ts";
import { conformance, statementTarget, type StatementTarget } from "../report/conformance.ts";
import { suiteVersion, writeStatement } from "../report/statement-file.ts";
import { countTests, countsLine } from "../report/summary.ts";
import type { TargetSettings } from "../targets/settings.ts";

/** Writes the statement of a run that could not begin, every row blocked for one reason, and tells how many. */
export function reportBlocked(sentence: string, settings: TargetSettings, out: string): void {
  const runs = everyTest().map((test) => blockedRun(test, sentence));
  const statement = conformance(suiteVersion(), targetOf(settings), runs);
  writeStatement(out, statement);
  console.log(countsLine(countTests(statement.results)));
}

function targetOf(settings: TargetSettings): StatementTarget {
  if (settings.kind !== "live") return { kind: settings.kind, baseUrl: "", vendorVersion: null, proxies: [] };
  const { version, ...known } = settings;
  return statementTarget({ ...known, ...(version === undefined ? {} : { vendorVersion: version }) });
}
