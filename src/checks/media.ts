import type { CheckInput, Finding } from "./check.ts";
import { header, mediaType } from "../protocol/exchange.ts";
import { COMPRESSED_FLAG, splitFrames, TRAILER_FLAG } from "../protocol/frame.ts";
import { OPERATION } from "../contract/operation.ts";
import { nothing, PASS, violation } from "./finding.ts";

/** Flags that a frame may have: a message, compressed or not; gRPC-Web has such frames for trailers too. */
const MESSAGE_FLAGS = [0, COMPRESSED_FLAG];
const WEB_FLAGS = [...MESSAGE_FLAGS, TRAILER_FLAG, TRAILER_FLAG | COMPRESSED_FLAG];

function typeOf(input: CheckInput): string | undefined {
  return mediaType(input.evidence.exchange.response.headers);
}

/** A client that accepts JSON gets it. */
export function jsonIsAnswered(input: CheckInput): Finding {
  const type = typeOf(input);
  return type === "application/json"
    ? PASS
    : violation("content-type", "application/json", type ?? "absent", type ?? "absent");
}

/** The type is documented, or the server answers that it cannot serve the requested type. */
export function typeIsDocumentedOr406(input: CheckInput): Finding {
  const type = typeOf(input);
  if (input.evidence.exchange.response.status === 406) return PASS;
  if (OPERATION.mediaTypes.some((documented) => documented === type)) return PASS;
  return violation(
    "content-type",
    `${OPERATION.mediaTypes.join(" or ")}, or HTTP 406`,
    type ?? "absent",
    type ?? "absent",
  );
}

/** The type is the requested one. A server may ignore Accept (RFC 9110 §12.5.1), so this is a MAY. */
export function acceptedTypeIsAnswered(input: CheckInput): Finding {
  const wanted = header(input.evidence.exchange.request.headers, "accept");
  const type = typeOf(input);
  if (type === wanted) return PASS;
  return violation("content-type", wanted ?? "any", type ?? "absent", type ?? "absent");
}

/** The body parses as its Content-Type declares. */
export function bodyIsOfItsType(input: CheckInput): Finding {
  const { exchange, body } = input.evidence;
  const type = typeOf(input);
  if (exchange.request.method === "HEAD" || exchange.response.status === 204) return nothing("there is no content");
  const coding = exchange.response.coding?.problem;
  if (coding !== undefined) {
    return violation("content-encoding", "content in the coding that it declares", coding, "not in its coding");
  }
  if (type === "application/json") {
    if (body.kind !== "json" || body.problem === undefined) return PASS;
    return violation("body", "JSON, as declared", body.problem, "not JSON");
  }
  if (type?.startsWith("application/grpc") === true) {
    const { frames, problem } = splitFrames(exchange.response.body);
    const allowed = type.startsWith("application/grpc-web") ? WEB_FLAGS : MESSAGE_FLAGS;
    if (problem === undefined && frames.length > 0 && frames.every(({ flags }) => allowed.includes(flags))) return PASS;
    return violation("body", "length-prefixed messages, as declared", "something else", "not gRPC");
  }
  return nothing(`a body of type ${type ?? "unknown"} is not read`);
}

function isOneOf(input: CheckInput, ...types: readonly string[]): Finding {
  const type = typeOf(input);
  const fits = type !== undefined && types.some((each) => type === each || type.startsWith(`${each}+`));
  return fits ? PASS : violation("content-type", types.join(" or "), type ?? "absent", type ?? "absent");
}

/** A gRPC answer has a gRPC content type. */
export function typeIsGrpc(input: CheckInput): Finding {
  return isOneOf(input, "application/grpc");
}

/** A gRPC-Web answer has a gRPC-Web content type. */
export function typeIsGrpcWeb(input: CheckInput): Finding {
  return isOneOf(input, "application/grpc-web", "application/grpc-web-text");
}

/** Binary is answered in binary, text in text, protobuf in protobuf. */
export function formatIsKept(input: CheckInput): Finding {
  const asked = mediaType(input.evidence.exchange.request.headers);
  const type = typeOf(input);
  if (asked === undefined || !type?.startsWith("application/grpc")) {
    return nothing("the answer was not one of an RPC");
  }
  if (isText(asked) === isText(type) && codec(asked) === codec(type)) return PASS;
  return violation("content-type", asked, type, type);
}

function isText(type: string): boolean {
  return type.startsWith("application/grpc-web-text");
}

/** The message format after the plus sign; protobuf when there is none. */
function codec(type: string): string {
  return type.split("+")[1] ?? "proto";
}

/** A call that is not gRPC is refused before anything reads it as gRPC. */
export function notGrpcIs415(input: CheckInput): Finding {
  const { status } = input.evidence.exchange.response;
  return status === 415 ? PASS : violation("status", "HTTP 415", `HTTP ${String(status)}`, `HTTP ${String(status)}`);
}
