import type { CheckInput, Finding } from "./check.ts";
import { ResponseSchema } from "../contract/operation-messages.ts";
import { header, mediaType } from "../protocol/exchange.ts";
import { nothing, ofRpc, PASS, violation } from "./finding.ts";

const TRAILER_FLAG = 0x80;
const COMPRESSED_FLAG = 0x01;

/** The HTTP status of an RPC is 200, even if the call fails. */
export function httpStatusIs200(input: CheckInput): Finding {
  const { status, headers } = input.evidence.exchange.response;
  if (status === 200) return PASS;
  const actual = `HTTP ${String(status)} with ${mediaType(headers) ?? "no media type"}`;
  return violation("status", "HTTP 200", actual, `HTTP ${String(status)}`);
}

/** The status is in exactly one of the places that the wire format allows. */
export function statusIsInPlace(input: CheckInput): Finding {
  return ofRpc(input, ({ statusPlaces, frames }, { exchange }) => {
    // A trailer frame without fields is harmless beside a status in the headers.
    const says = frames.filter(({ flags, payload }) => (flags & TRAILER_FLAG) === 0 || payload.length > 0);
    const own = exchange.transport === "grpc" ? "trailers" : "trailer-frame";
    const expected = `grpc-status once, in the ${own} or alone in the headers`;
    const [place] = statusPlaces;
    if (place === undefined) return violation("grpc-status", expected, "absent", "absent");
    if (statusPlaces.length > 1) return violation("grpc-status", expected, statusPlaces.join(" and "), "repeated");
    if (place === own) return PASS;
    // Trailers-only: the answer ends with its header block, so there is no body.
    if (place === "headers" && says.length === 0) return PASS;
    const beside = place === "headers" ? ` and content of ${String(exchange.response.body.length)} bytes` : "";
    return violation("grpc-status", expected, `in the ${place}${beside}`, place);
  });
}

/** The body is a sequence of whole frames. */
export function framesAreWhole(input: CheckInput): Finding {
  return ofRpc(input, ({ framing }, { exchange }) => {
    const coding = exchange.response.coding?.problem;
    if (coding !== undefined) {
      return violation("content-encoding", "content in the coding that it declares", coding, "not in its coding");
    }
    return framing === undefined ? PASS : violation("body", "whole length-prefixed messages", framing, "broken frame");
  });
}

/** A successful unary call has one message. */
export function oneMessage(input: CheckInput): Finding {
  return ofRpc(input, ({ frames, status }) => {
    if (status !== "0") return nothing("the call did not succeed");
    const count = frames.filter(({ flags }) => (flags & TRAILER_FLAG) === 0).length;
    if (count === 1) return PASS;
    return violation("body", "one message", `${String(count)} messages`, `${String(count)} messages`);
  });
}

/** The message is the documented one. */
export function messageDecodes(input: CheckInput): Finding {
  return ofRpc(input, ({ decoding, status }) => {
    if (status !== "0") return nothing("the call did not succeed");
    if (decoding === undefined) return PASS;
    return violation("body", `a ${ResponseSchema.name}`, decoding, "not the message");
  });
}

/** A compression flag needs a declared encoding that the client accepts. */
export function compressionIsDeclared(input: CheckInput): Finding {
  return ofRpc(input, ({ frames }, { exchange }) => {
    const encoding = header(exchange.response.headers, "grpc-encoding") ?? "identity";
    const accepted = (header(exchange.request.headers, "grpc-accept-encoding") ?? "")
      .split(",")
      .map((name) => name.trim());
    const unknownFlags = frames.find(({ flags }) => (flags & ~(TRAILER_FLAG | COMPRESSED_FLAG)) !== 0);
    if (unknownFlags !== undefined) {
      return violation("body", "flags 0 or 1", `flags ${String(unknownFlags.flags)}`, "unknown flags");
    }
    if (!frames.some(({ flags }) => (flags & COMPRESSED_FLAG) !== 0)) return PASS;
    if (encoding === "identity")
      return violation("body", "no compressed message", "one without grpc-encoding", "undeclared");
    if (accepted.includes(encoding)) return PASS;
    return violation("grpc-encoding", "an encoding that the client accepts", encoding, encoding);
  });
}

/** The trailer frame is last, and its names are in lower case. */
export function trailerFrameIsLast(input: CheckInput): Finding {
  return ofRpc(input, ({ frames, trailers, statusPlaces }) => {
    const at = frames.findIndex(({ flags }) => (flags & TRAILER_FLAG) !== 0);
    if (at === -1) return nothing("there is no trailer frame");
    if (at !== frames.length - 1) {
      return violation(
        "body",
        "the trailer frame last",
        `${String(frames.length - 1 - at)} frames after it`,
        "not last",
      );
    }
    const upper = trailers.map(([name]) => name).find((name) => name !== name.toLowerCase());
    if (upper === undefined || statusPlaces[0] !== "trailer-frame") return PASS;
    return violation("trailer frame", "names in lower case", upper, "upper case");
  });
}

/** A field line of HTTP/1: a token, a colon, visible characters and white space, CRLF (RFC 9112 §5, RFC 9110 §5.5). */
const FIELD_LINE = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*\r\n/;

/** The trailer frame contains only field lines; a final empty line is harmless. */
export function trailerFrameIsHeaderBlock(input: CheckInput): Finding {
  return ofRpc(input, ({ frames }) => {
    const frame = frames.find(({ flags }) => flags === TRAILER_FLAG);
    if (frame === undefined) return nothing("there is no trailer frame, or a compressed one");
    let rest = Buffer.from(frame.payload).toString("latin1");
    for (let line = FIELD_LINE.exec(rest); line !== null; line = FIELD_LINE.exec(rest)) {
      rest = rest.slice(line[0].length);
    }
    if (rest === "" || rest === "\r\n") return PASS;
    const actual = `${JSON.stringify(rest.slice(0, 40))} among them`;
    return violation("trailer frame", "field lines that end in CRLF", actual, "no header block");
  });
}
