import { blockedRun, everyTest } from "../report/collector.ts";
import { conformance, type StatementTarget } from "../report/conformance.ts";
import { suiteVersion, writeStatement } from "../report/statement-file.ts";
import { countTests, countsLine } from "../report/summary.ts";
import type { Settings } from "../targets/settings.ts";

/** Writes the statement of a run that could not begin, every row blocked for one reason, and tells how many. */
export function reportBlocked(sentence: string, settings: Settings, out: string): void {
  const runs = everyTest().map((test) => blockedRun(test, sentence));
  const statement = conformance(suiteVersion(), targetOf(settings), runs);
  writeStatement(out, statement);
  console.log(countsLine(countTests(statement.results)));
}

function targetOf(settings: Settings): StatementTarget {
  const { target } = settings;
  const environment = settings.environment ?? null;
  if (target.kind !== "live") return { kind: target.kind, baseUrl: "", vendorVersion: null, environment };
  return { kind: "live", baseUrl: target.baseUrl, vendorVersion: target.version ?? null, environment };
}
