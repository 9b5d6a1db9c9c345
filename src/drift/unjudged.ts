import type { Case } from "../contract/case.ts";
import { describeResponse } from "../protocol/describe.ts";
import type { Exchange } from "../protocol/exchange.ts";
import { refuseRewritten } from "../runner/front/rewritten.ts";
import { AnsweredByIntermediary, intermediaryOf, refuseIntermediary } from "../runner/front/who-answered.ts";
import type { CaseRun } from "../runner/result.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import type { Unjudged } from "./baseline.ts";

/**
 * Why a case of a live target was not judged, where somebody else than the target answered; undefined otherwise. Such an
 * answer says nothing of a release, so that it is in no baseline. What else blocks is undefined too: that a gateway has no
 * server behind it, or that a connection breaks, may be the doing of the release.
 */
export function unjudgedOf(testCase: Case, run: CaseRun, descriptor: TargetDescriptor): Unjudged | undefined {
  const { rows, transport } = run;
  if (descriptor.capabilities.isEmbedded || rows[0] === undefined) return undefined;
  const { verdict, reason = "" } = rows[0];
  if (rows.some((row) => row.verdict !== verdict)) return undefined;
  const last = run.exchanges.at(-1);
  const refusal = last === undefined ? undefined : refusalOf(last, descriptor);
  const place = { case: run.case, transport };
  if (verdict === "inapplicable" && (refusal?.mayRefuse === true || lacksAnswer(testCase, run))) {
    return { ...place, verdict, reason: reason.replaceAll(descriptor.baseUrl, "the target") };
  }
  if (verdict === "blocked" && last !== undefined && refusal?.mayRefuse === false && isRefusedByChoice(last)) {
    const who = intermediaryOf(last, descriptor.baseUrl, descriptor.front) ?? "Something";
    return { ...place, verdict, reason: `${who} answered in ZITADEL's place (${describeResponse(last.response)}).` };
  }
  return undefined;
}

/** How the run took an answer, if it was not the vendor's. */
function refusalOf(exchange: Exchange, { baseUrl, front }: TargetDescriptor): AnsweredByIntermediary | undefined {
  try {
    refuseIntermediary(exchange, baseUrl, front);
    refuseRewritten(exchange, baseUrl, front);
    return undefined;
  } catch (error) {
    if (error instanceof AnsweredByIntermediary) return error;
    throw error;
  }
}

/** An intermediary hung up, or a scenario was not carried out. */
function lacksAnswer({ kind }: Case, { exchanges }: CaseRun): boolean {
  return kind === "scenario" || exchanges.length < (kind === "single" ? 1 : 2);
}

/** A refusal such as a firewall's, by what the request is; neither an outage, nor a page or a login in front of everything. */
function isRefusedByChoice({ response: { status } }: Exchange): boolean {
  return status >= 400 && status < 500;
}
