import { showCode } from "../../contract/codes.ts";
import { header, mediaType } from "../../protocol/exchange.ts";
import type { Evidence } from "../../protocol/outcome.ts";

/** Facets before they are sorted; undefined stands for a fact that is not there. */
export type RawFacets = Readonly<Record<string, string | undefined>>;

/** What kind of answer it is: the facts that everything else in it follows from. */
export function headFacets(evidence: Evidence): RawFacets {
  const { response } = evidence.exchange;
  return {
    outcome: outcomeOf(evidence),
    status: String(response.status),
    code: codeOf(evidence),
    complete: response.incomplete ? "cut" : "whole",
    ...typeFacets(evidence),
  };
}

/** Without the detail of a broken body: framing, decoding and JSON have facets of their own. */
function outcomeOf({ outcome }: Evidence): string {
  return outcome.kind === "other" ? `other: ${outcome.reason.split(", ")[0] ?? ""}` : outcome.kind;
}

function codeOf({ outcome, body }: Evidence): string | undefined {
  if (outcome.kind === "error") return showCode(outcome.code).replace(/^code /, "");
  return body.kind === "grpc" ? body.status : undefined;
}

/** The media type without what means the same: its case, its parameters, and protobuf as the format that goes unsaid. */
function typeFacets({ exchange: { response } }: Evidence): RawFacets {
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
