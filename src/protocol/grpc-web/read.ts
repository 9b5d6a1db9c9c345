import { header, mediaType, type HeaderList, type WireResponse } from "../exchange.ts";
import type { Frame, GrpcBody } from "../outcome.ts";
import { decodeBase64Pieces } from "../base64.ts";
import { splitFrames, TRAILER_FLAG, type Framing } from "../frame.ts";
import { decompress } from "../grpc/decompress.ts";
import { decodeMessage } from "../grpc/message.ts";
import { rpcOutcome } from "../grpc/outcome.ts";
import { readStatus } from "../grpc/status.ts";
import { readTrailerFrame } from "../trailer-frame.ts";
import type { Reader } from "../outcome.ts";
import { isTextType } from "./text-type.ts";

/** Reads a gRPC-Web answer (gRPC PROTOCOL-WEB, "Protocol differences vs gRPC over HTTP2"). */
export const readGrpcWeb: Reader = (exchange) => {
  const { response } = exchange;
  const encoding = header(response.headers, "grpc-encoding");
  const { frames, problem: framing } = divide(response);
  const decoded = decodeMessage(frames, encoding);
  const status = readStatus([
    { place: "trailer-frame", fields: trailerFields(frames, encoding) },
    { place: "headers", fields: response.headers },
    { place: "trailers", fields: response.trailers },
  ]);
  const body: GrpcBody = { kind: "grpc", frames, framing, decoding: decoded.problem, ...status };
  return { exchange, body, outcome: rpcOutcome(response, body, decoded) };
};

function divide({ headers, body }: WireResponse): Framing {
  if (!isTextType(mediaType(headers))) return splitFrames(body);
  const bytes = decodeBase64Pieces(Buffer.from(body).toString("latin1"));
  return bytes === undefined ? { frames: [], problem: "the body is not base64" } : splitFrames(bytes);
}

/** The fields of every trailer frame. More than one frame is wrong, and shows as several statuses. */
function trailerFields(frames: readonly Frame[], encoding: string | undefined): HeaderList {
  return frames
    .filter(({ flags }) => (flags & TRAILER_FLAG) !== 0)
    .flatMap((frame) => {
      const payload = decompress(frame, encoding);
      return "problem" in payload ? [] : readTrailerFrame(payload);
    });
}
