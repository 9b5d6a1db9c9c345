import { createHash, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Stage, Status, type TestResult } from "allure-js-commons";
import type { ReviewedRow } from "../../drift/accept.ts";
import type { DriftReport } from "../../drift/report.ts";
import { sidesOf } from "./values.ts";
import { changeText, placesText, verdictText } from "./words.ts";
import { makeFolder } from "../../util/make-folder.ts";

/** Writes a result for the verdict and one for each row, as Allure reads them. */
export function writeDriftAllure(directory: string, report: DriftReport): void {
  makeFolder(directory);
  const now = Date.now();
  for (const result of [verdictResult(report, now), ...report.rows.map((row) => rowResult(row, now))]) {
    writeFileSync(join(directory, `${result.uuid}-result.json`), JSON.stringify(result));
  }
}

function verdictResult(report: DriftReport, now: number): TestResult {
  const status = report.safe ? Status.PASSED : report.counts.breaking > 0 ? Status.FAILED : Status.BROKEN;
  return result({
    identity: "drift",
    name: "Safe to upgrade",
    status,
    message: verdictText(report),
    labels: [["drift", "verdict"]],
    now,
  });
}

function rowResult(row: ReviewedRow, now: number): TestResult {
  const failed = row.grade === "breaking" && row.accepted === undefined;
  const name = `${row.rule} ${row.slug}: ${row.subject}`;
  const { old, new: after } = sidesOf(row);
  const labels = [
    ["drift", transitionOf(row)],
    ["grade", row.grade],
    ["rule", row.rule],
  ] as const;
  return result({
    identity: `${row.rule} ${row.subject} ${old} ${after}`,
    name,
    status: failed ? Status.FAILED : Status.PASSED,
    message: `${changeText(row)}: ${placesText(row)}`,
    description: row.statement,
    labels,
    now,
  });
}

/** Rules for what is now as required. */
const FIXES = ["answer-fixed", "violation-fixed"];

/** `regressed` what clients lose, `fixed` what is now as required, `new` what was added or changed beside that. */
function transitionOf({ grade, slug }: ReviewedRow): "regressed" | "fixed" | "new" {
  if (grade === "breaking" || grade === "risky") return "regressed";
  return FIXES.includes(slug) ? "fixed" : "new";
}

/** What Allure shows of one result. */
interface Shown {
  /** By which Allure finds the same result in another run. */
  readonly identity: string;
  readonly name: string;
  readonly status: Status;
  readonly message: string;
  /** The message when absent. */
  readonly description?: string;
  readonly labels: readonly (readonly [name: string, value: string])[];
  readonly now: number;
}

function result({ identity, name, status, message, description = message, labels, now }: Shown): TestResult {
  const historyId = createHash("md5").update(identity).digest("hex");
  return {
    uuid: randomUUID(),
    historyId,
    testCaseId: historyId,
    name,
    fullName: identity,
    status,
    statusDetails: { message },
    stage: Stage.FINISHED,
    description,
    labels: [["epic", "Drift"], ...labels].map(([label = "", value = ""]) => ({ name: label, value })),
    ...{ links: [], parameters: [], steps: [], attachments: [], start: now, stop: now },
  };
}
