import { header } from "../exchange.ts";
import type { GrpcBody } from "../outcome.ts";
import { splitFrames } from "../frame.ts";
import type { Reader } from "../outcome.ts";
import { decodeMessage } from "./message.ts";
import { rpcOutcome } from "./outcome.ts";
import { readStatus } from "./status.ts";

/** Reads a gRPC answer (gRPC PROTOCOL-HTTP2, "Responses"). */
export const readGrpc: Reader = (exchange) => {
  const { response } = exchange;
  const { frames, problem: framing } = splitFrames(response.body);
  const decoded = decodeMessage(frames, header(response.headers, "grpc-encoding"));
  const status = readStatus([
    { place: "trailers", fields: response.trailers },
    { place: "headers", fields: response.headers },
  ]);
  const body: GrpcBody = { kind: "grpc", frames, framing, decoding: decoded.problem, ...status };
  return { exchange, body, outcome: rpcOutcome(response, body, decoded) };
};
