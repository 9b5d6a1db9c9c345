import type { CheckInput, Finding } from "./check.ts";
import { CODE_NAMES, HTTP_STATUSES, showCode } from "../contract/codes.ts";
import type { ErrorDetail, Outcome } from "../protocol/outcome.ts";
import { contradiction } from "../protocol/grpc/status-details.ts";
import { classOf, describe, nothing, ofRpc, PASS, statusPlace, violation } from "./finding.ts";

type ErrorOutcome = Extract<Outcome, { kind: "error" }>;

function ofError(input: CheckInput, judge: (outcome: ErrorOutcome) => Finding): Finding {
  const { outcome } = input.evidence;
  return outcome.kind === "error" ? judge(outcome) : nothing("the answer was not an error of the documented kind");
}

function codePlace({ transport }: CheckInput): string {
  return transport === "rest" ? "/code" : "grpc-status";
}

/** An error has a code of google.rpc.Code. */
export function errorHasCode(input: CheckInput): Finding {
  const { exchange, outcome } = input.evidence;
  if (outcome.kind === "other" && exchange.transport === "rest" && exchange.response.status >= 400) {
    return exchange.request.method === "HEAD"
      ? nothing("an answer to HEAD has no body")
      : violation("/code", "a google.rpc.Code from 1 to 16", "absent", "absent");
  }
  return ofError(input, ({ code }) => {
    if (code === undefined) return violation(codePlace(input), "a google.rpc.Code from 1 to 16", "absent", "absent");
    if (code > 0 && CODE_NAMES[code] !== undefined) return PASS;
    return violation(codePlace(input), "a google.rpc.Code from 1 to 16", String(code), `code ${String(code)}`);
  });
}

/**
 * Refusals of what HTTP itself carries, for which code.proto has no code: of what is accepted, of a length, a path,
 * content and fields (RFC 9110 §15.5.7, §15.5.14 to §15.5.16; RFC 6585 §5).
 */
const WITHOUT_CODE = [406, 413, 414, 415, 431];

/** The code is one that code.proto maps to this HTTP status. */
export function codeFitsStatus(input: CheckInput): Finding {
  return ofError(input, ({ code }) => {
    const name = code === undefined ? undefined : CODE_NAMES[code];
    if (name === undefined) return nothing("there is no valid code");
    const { status } = input.evidence.exchange.response;
    if (WITHOUT_CODE.includes(status)) return nothing(`no code is mapped to HTTP ${String(status)}`);
    const fitting = HTTP_STATUSES[name];
    if (fitting.includes(status)) return PASS;
    const expected = `HTTP ${fitting.map(String).join(" or ")} with ${showCode(code)}`;
    return violation("/code", expected, `HTTP ${String(status)}`, `HTTP ${String(status)} with code ${String(code)}`);
  });
}

/** An error has a message. */
export function errorHasMessage(input: CheckInput): Finding {
  return ofError(input, ({ message }) => {
    if (message !== undefined && message.trim() !== "") return PASS;
    const where = input.transport === "rest" ? "/message" : "grpc-message";
    return violation(where, "a text", message === undefined ? "absent" : "empty", "absent");
  });
}

/** Each detail names its type: a type URL ends in a slash and a full name (google/protobuf/any.proto). */
export function detailsAreTyped(input: CheckInput): Finding {
  return ofError(input, ({ details }) => {
    if (details.length === 0) return nothing("the error has no details");
    return details.flatMap((detail: ErrorDetail, index) => {
      if (detail.type !== undefined && /^[A-Za-z_][\w]*(\.[A-Za-z_][\w]*)*$/.test(detail.type)) return [];
      const where = input.transport === "rest" ? `/details/${String(index)}/@type` : "grpc-status-details-bin";
      return violation(where, "the full name of a message", detail.type ?? "absent", "untyped");
    });
  });
}

/** A well-formed request does not cause a server error. */
export function noServerFault(input: CheckInput): Finding {
  const { evidence } = input;
  const { outcome, exchange } = evidence;
  const { status } = exchange.response;
  const faultCode = outcome.kind === "error" && (outcome.code === 2 || outcome.code === 13);
  // Where nothing is documented, 501 refuses a method and 505 a version; every other 5xx is a server error (RFC 9110 §15.6).
  const mayRefuse = input.expectation.kind === "open" && (status === 501 || status === 505);
  const faultStatus = status >= 500 && !mayRefuse;
  if (!faultCode && !faultStatus) return PASS;
  const expected = input.transport === "rest" ? "no 5xx" : "neither UNKNOWN nor INTERNAL";
  return violation(statusPlace(evidence), expected, describe(evidence), classOf(evidence));
}

/** The status field is a decimal number, as the protocol requires. */
export function statusIsDecimal(input: CheckInput): Finding {
  return ofRpc(input, ({ status }) => {
    if (status === undefined) return nothing("there is no grpc-status");
    if (/^(0|[1-9]\d*)$/.test(status)) return PASS;
    return violation("grpc-status", "a decimal number", JSON.stringify(status), "malformed");
  });
}

/** The message field has printable ASCII with valid percent-encoding of UTF-8. */
export function messageIsEncoded(input: CheckInput): Finding {
  return ofRpc(input, (body) => {
    const raw = body.trailers.find(([name]) => name.toLowerCase() === "grpc-message")?.[1];
    if (raw === undefined) return nothing("there is no grpc-message");
    const wellFormed = /^(?:[ -$&-~]|%[0-9A-Fa-f]{2})*$/.test(raw);
    if (wellFormed && decodes(raw)) return PASS;
    return violation("grpc-message", "percent-encoded UTF-8", JSON.stringify(raw.slice(0, 60)), "malformed");
  });
}

function decodes(encoded: string): boolean {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}

/** The binary status agrees with the status in text, as far as it says anything. */
export function statusDetailsAgree(input: CheckInput): Finding {
  return ofRpc(input, ({ statusDetails, status, message }) => {
    const where = "grpc-status-details-bin";
    if (statusDetails === undefined) return nothing("there is no grpc-status-details-bin");
    if (statusDetails.problem !== undefined) {
      return violation(where, "google.rpc.Status in base64", statusDetails.problem, "malformed");
    }
    switch (contradiction(statusDetails, { status, message })) {
      case "code":
        return violation(where, `code ${status ?? "absent"}`, `code ${String(statusDetails.code)}`, "another code");
      case "message":
        return violation(where, `the message of grpc-message`, "another message", "another message");
      case undefined:
        return PASS;
    }
  });
}

/** A failed unary call has no response message. */
export function errorHasNoResponse(input: CheckInput): Finding {
  return ofRpc(input, ({ frames }) =>
    ofError(input, () => {
      const messages = frames.filter(({ flags }) => (flags & 0x80) === 0).length;
      if (messages === 0) return PASS;
      return violation("body", "no message beside an error", `${String(messages)} messages`, "message");
    }),
  );
}
