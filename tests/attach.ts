import type { TestInfo } from "@playwright/test";
import type { Row } from "../src/runner/result.ts";
import { ALLURE_MESSAGE_TYPE, allureMessage } from "../src/report/allure.ts";
import { announcementsIn } from "../src/protocol/deprecation.ts";
import { ROWS_ANNOTATION } from "../src/report/collector.ts";
import { exchangesText } from "../src/report/exchange-text.ts";
import type { FailureContext } from "../src/report/failure-text.ts";
import type { HandedOver } from "../src/report/test-results.ts";

/**
 * Hands a run to the reporters: its rows, the texts of those that fail, its exchanges without credentials, and what Allure
 * files it under. Pushing spares the step, with its stack trace, that `info.attach` makes of each attachment: half of a
 * test's time.
 */
export function attachRun(
  info: TestInfo,
  { testCase, run, descriptor, redactor }: FailureContext,
  failures: ReadonlyMap<Row, string>,
): void {
  const { rows, transport, exchanges, retries, throttled, lag } = run;
  const announced = exchanges
    .flatMap(({ response }) => announcementsIn(response.headers))
    .map((each) => ({ ...each, value: redactor.text(each.value) }));
  const handed: HandedOver = {
    rows,
    retries,
    throttled,
    ...(lag === undefined ? {} : { lag }),
    announced,
    failures: Object.fromEntries([...failures].map(([row, text]) => [row.requirement, text])),
  };
  info.annotations.push({ type: ROWS_ANNOTATION, description: JSON.stringify(handed) });
  info.attachments.push({
    name: "Allure",
    contentType: ALLURE_MESSAGE_TYPE,
    body: Buffer.from(JSON.stringify(allureMessage(testCase, run, descriptor, redactor))),
  });
  if (exchanges.length === 0) return;
  info.attachments.push({
    name: `Exchange (${transport})`,
    contentType: "text/plain",
    body: Buffer.from(exchangesText(exchanges, redactor)),
  });
}

/** Keeps what does not fail a test visible on it. */
export function noteRows(info: TestInfo, rows: readonly Row[]): void {
  for (const { verdict, requirement, reason } of rows) {
    if (verdict !== "known" && verdict !== "deviation") continue;
    info.annotations.push({
      type: verdict,
      description: [requirement, reason].filter((part) => part !== undefined).join(": "),
    });
  }
}
