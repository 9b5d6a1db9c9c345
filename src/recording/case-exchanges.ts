import { allTests, type Test } from "../cases/tests.ts";
import { BlockedError } from "../errors.ts";
import { stepsOf, type Case } from "../contract/case.ts";
import type { Exchange } from "../protocol/exchange.ts";
import type { CaseRun } from "../runner/result.ts";
import type { Runner } from "../runner/runner.ts";
import type { RecordedExchange } from "../servers/recording/format.ts";
import { recordedRequest, recordedResponse, type Concealer } from "../servers/recording/write.ts";

/** The recorded exchanges of the cases. */
export interface CaseExchanges {
  readonly exchanges: readonly RecordedExchange[];
  /** Cases that were not sent, `group/name` with the transport and the reason. */
  readonly skipped: readonly string[];
}

/**
 * Sends every case over every transport, or only some tests, one after the other, and returns each distinct request once,
 * in catalogue order. Its id is the transport with the id of the first case that sends it.
 *
 * Cases of users who lose access are left out: a replay cannot revoke access, and the management exchanges show those
 * answers. Rejects with a BlockedError when a case got no answer.
 */
export async function recordCases(
  runner: Runner,
  basePath: string,
  concealer: Concealer,
  interrupted: AbortSignal,
  tests: readonly Test[] = allTests(),
): Promise<CaseExchanges> {
  const exchanges: RecordedExchange[] = [];
  const skipped: string[] = [];
  const seen = new Set<string>();
  for (const { testCase, transport } of tests) {
    if (losesAccess(testCase)) continue;
    if (interrupted.aborted) throw new BlockedError("The recording was interrupted: nothing was written.");
    const run = await runner.run(testCase, transport);
    demandAnswers(run);
    const reason = run.rows.find(({ verdict }) => verdict === "skipped")?.reason;
    if (run.exchanges.length === 0) skipped.push(`${testCase.id} ${transport}: ${reason ?? "nothing was sent"}`);
    for (const [at, exchange] of run.exchanges.entries()) {
      const request = recordedRequest(exchange, basePath, concealer);
      const sent = JSON.stringify(request);
      // The cases of a changing value repeat one request, and each answer counts.
      if (testCase.group !== "life" && seen.has(sent)) continue;
      seen.add(sent);
      exchanges.push({ id: idOf(run, exchange, at), request, response: recordedResponse(exchange, concealer) });
    }
  }
  return { exchanges, skipped };
}

function losesAccess(testCase: Case): boolean {
  return stepsOf(testCase)?.some((step) => step.do === "authenticate") === true;
}

function demandAnswers({ case: id, transport, rows, exchanges }: CaseRun): void {
  const blocked = rows.find(({ verdict }) => verdict === "blocked");
  const why =
    blocked?.reason ?? (exchanges.some(({ response }) => response.incomplete) ? "an answer was truncated" : "");
  if (why === "") return;
  throw new BlockedError(`${id} cannot be recorded over ${transport} (${why}): fix the environment and record again.`);
}

function idOf({ case: id, exchanges }: CaseRun, { transport }: Exchange, at: number): string {
  const number = exchanges.length === 1 ? "" : `/${String(at + 1)}`;
  return `${transport}/${id}${number}`;
}
