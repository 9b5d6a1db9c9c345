import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Stage, Status, type TestResult } from "allure-js-commons";
import type { JudgedRow } from "../../drift/accept.ts";
import type { DriftReport } from "../../drift/report.ts";
import { RULES } from "../../drift/rules.ts";
import { placesText, verdictText } from "./words.ts";

/** Writes a result for the verdict and one for each row, as Allure reads them. */
export function writeDriftAllure(directory: string, report: DriftReport): void {
  mkdirSync(directory, { recursive: true });
  const now = Date.now();
  for (const result of [verdictResult(report, now), ...report.rows.map((row) => rowResult(row, now))]) {
    writeFileSync(join(directory, `${result.uuid}-result.json`), JSON.stringify(result));
  }
}

function verdictResult(report: DriftReport, now: number): TestResult {
  const status = report.safe ? Status.PASSED : Status.FAILED;
  return result("drift", "Safe to upgrade", status, verdictText(report), [["drift", "verdict"]], now);
}

function rowResult(row: JudgedRow, now: number): TestResult {
  const failed = row.grade === "breaking" && row.accepted === undefined;
  const name = `${row.rule} ${row.subject}`;
  const message = `${row.old} became ${row.new}: ${placesText(row)}`;
  const labels = [
    ["drift", transitionOf(row)],
    ["grade", row.grade],
    ["rule", row.rule],
  ] as const;
  return result(`${name} ${row.old} ${row.new}`, name, failed ? Status.FAILED : Status.PASSED, message, labels, now);
}

/** `regressed` what clients lose, `fixed` what is now as required, `new` what was added or changed beside that. */
function transitionOf({ grade, rule }: JudgedRow): "regressed" | "fixed" | "new" {
  if (grade === "breaking" || grade === "risky") return "regressed";
  return rule === "DRIFT-0104" || rule === "DRIFT-0601" ? "fixed" : "new";
}

function result(
  identity: string,
  name: string,
  status: Status,
  message: string,
  labels: readonly (readonly [name: string, value: string])[],
  now: number,
): TestResult {
  const historyId = createHash("md5").update(identity).digest("hex");
  const rule = RULES.find(({ id }) => name.startsWith(id));
  return {
    uuid: randomUUID(),
    historyId,
    testCaseId: historyId,
    name,
    fullName: identity,
    status,
    statusDetails: { message },
    stage: Stage.FINISHED,
    description: rule?.sentence ?? message,
    labels: [["epic", "Drift"], ...labels].map(([label = "", value = ""]) => ({ name: label, value })),
    ...{ links: [], parameters: [], steps: [], attachments: [], start: now, stop: now },
  };
}
