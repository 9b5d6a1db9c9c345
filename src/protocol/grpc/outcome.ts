import type { WireResponse } from "../exchange.ts";
import type { GrpcBody, Outcome } from "../outcome.ts";
import { describeResponse } from "../describe.ts";
import type { DecodedMessage } from "./message.ts";

/** The meaning of a gRPC or gRPC-Web answer: its status decides (gRPC PROTOCOL-HTTP2, "Responses"). */
export function rpcOutcome(response: WireResponse, body: GrpcBody, decoded: DecodedMessage): Outcome {
  const { status, statusDetails, message } = body;
  if (status === undefined) return other(response, "no grpc-status");
  if (!/^[0-9]{1,10}$/.test(status)) return other(response, "a grpc-status that is not a number");
  const code = Number(status);
  if (code !== 0) {
    const details = statusDetails === undefined || statusDetails.problem !== undefined ? [] : statusDetails.details;
    return { kind: "error", code, message, details };
  }
  if (response.status !== 200) return other(response, "grpc-status 0");
  if (body.framing !== undefined) return other(response, body.framing);
  if (decoded.problem !== undefined) return other(response, decoded.problem);
  return { kind: "success", metadata: decoded.metadata };
}

function other(response: WireResponse, detail: string): Outcome {
  return { kind: "other", reason: `${describeResponse(response)}, ${detail}` };
}
