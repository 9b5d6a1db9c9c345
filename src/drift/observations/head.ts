import { header, mediaType, type WireResponse } from "../../protocol/exchange.ts";
import type { Evidence } from "../../protocol/outcome.ts";
import type { AnswerValue, Observation } from "../observation.ts";

/** The kind of answer, on which everything else in it depends. */
export function headObservations(evidence: Evidence): readonly Observation[] {
  const { response } = evidence.exchange;
  return [
    { kind: "answer", value: answerValue(evidence) },
    { kind: "completeness", value: response.incomplete ? "truncated" : "whole" },
    ...typeObservations(response),
  ];
}

/** Without the detail of a broken body: framing, decoding and JSON have observations of their own. */
function answerValue({ outcome, body, exchange: { response } }: Evidence): AnswerValue {
  const httpStatus = response.status;
  switch (outcome.kind) {
    case "success":
      return { kind: "success", httpStatus };
    case "error":
      return { kind: "error", code: outcome.code ?? null, httpStatus };
    case "other":
      return {
        kind: "other",
        httpStatus,
        mediaType: declaredType(response) ?? null,
        empty: response.body.length === 0,
        grpcStatus: body.kind === "grpc" ? (body.status ?? null) : null,
      };
  }
}

function declaredType({ headers }: WireResponse): string | undefined {
  const declared = mediaType(headers);
  return declared === "" ? undefined : declared;
}

/** The media type without differences that mean nothing: case, parameters, and the default format protobuf. */
function typeObservations(response: WireResponse): readonly Observation[] {
  const type = declaredType(response);
  if (type === undefined) return [];
  const parameters = (header(response.headers, "content-type") ?? "").split(";").slice(1);
  const isGrpc = type.startsWith("application/grpc");
  const isProto = isGrpc && type.endsWith("+proto");
  return [
    { kind: "media-type", value: isProto ? type.slice(0, -"+proto".length) : type },
    ...(isProto ? [{ kind: "media-type-format", value: "proto" } as const] : []),
    ...(parameters.length === 0
      ? []
      : [
          {
            kind: "media-type-parameters",
            value: parameters.map((each) => each.trim().toLowerCase()).sort(),
          } as const,
        ]),
  ];
}
