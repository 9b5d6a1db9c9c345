import { showCode } from "../../contract/codes.ts";
import { header, mediaType } from "../../protocol/exchange.ts";
import type { Evidence } from "../../protocol/outcome.ts";

/** Observations before they are sorted; undefined stands for a fact that is not there. */
export type RawObservations = Readonly<Record<string, string | undefined>>;

/** What kind of answer it is: the fact that everything else in it follows from. */
export function headObservations(evidence: Evidence): RawObservations {
  const { response } = evidence.exchange;
  return {
    outcome: outcomeOf(evidence),
    status: String(response.status),
    code: codeOf(evidence),
    complete: response.incomplete ? "cut" : "whole",
    ...typeObservations(evidence),
  };
}

/** Without the detail of a broken body: framing, decoding and JSON have observations of their own. */
function outcomeOf({ outcome }: Evidence): string {
  return outcome.kind === "other" ? `other: ${outcome.reason.split(", ")[0] ?? ""}` : outcome.kind;
}

function codeOf({ outcome, body }: Evidence): string | undefined {
  if (outcome.kind === "error") return showCode(outcome.code).replace(/^code /, "");
  return body.kind === "grpc" ? body.status : undefined;
}

/** The media type without what means the same: its case, its parameters, and protobuf as the format that goes unsaid. */
function typeObservations({ exchange: { response } }: Evidence): RawObservations {
  const declared = mediaType(response.headers);
  const type = declared === "" ? undefined : declared;
  const parameters = (header(response.headers, "content-type") ?? "").split(";").slice(1);
  const isGrpc = type?.startsWith("application/grpc") === true;
  return {
    "media type": isGrpc ? type.replace(/\+proto$/, "") : (type ?? "absent"),
    "media type format": isGrpc && type.endsWith("+proto") ? "proto" : undefined,
    "media type parameters":
      parameters.length === 0
        ? undefined
        : parameters
            .map((each) => each.trim().toLowerCase())
            .sort()
            .join("; "),
  };
}
