import { field, type RawRequest } from "../../http/request.ts";
import type { AnswerError } from "../answer.ts";
import type { Behaviour } from "../behaviour.ts";
import type { Call, TextName } from "../call.ts";
import { languagesOf } from "../texts.ts";
import { badBytesText, MANAGEMENT_ERRORS } from "./management.ts";
import type { VendorError } from "./vendor-error.ts";

const MISSING = "QUERY-Rgh32";
const TRANSLATED: Readonly<Record<string, string>> = {
  de: "Meta Daten konnten nicht gefunden werden",
  fr: "Métadonnées non trouvées",
};

/** The recorded errors of both releases, by the reference server's own refusals. */
const ERRORS: Partial<Record<TextName, VendorError>> = {
  "no-credentials": { message: "auth header missing" },
  "bad-credentials": { message: "invalid auth header", id: "AUTH-toLo1" },
  "bad-token": { message: "Errors.Token.Invalid", id: "AUTH-7fs1e" },
  "unknown-organisation": { message: "Organisation doesn't exist", id: "AUTH-Bs7Ds" },
  "missing-entry": { message: "Metadata not found", id: MISSING },
  "key-length": {
    message: "invalid GetMyMetadataRequest.Key: value length must be between 1 and 200 runes, inclusive",
  },
  "bad-message": { message: "grpc: error unmarshalling request: proto: cannot parse invalid wire-format data" },
  "bad-compression": { message: "grpc: compressed flag set with identity or empty encoding" },
  ...MANAGEMENT_ERRORS,
};

/** Over gRPC only: the recordings have no such requests over gRPC-Web. */
const GRPC_ERRORS: Partial<Record<TextName, VendorError>> = {
  "bad-frame": { message: "unexpected EOF", code: 2 },
  cardinality: { message: "EOF", code: 2 },
};

/**
 * Gives errors the vendor's codes, texts and ids, and the vendor's message instead of a challenge (RFC 9110 §11.6.1
 * wants one).
 */
export const vendorErrors: Behaviour = {
  answer: (answer, call) => {
    if (answer.kind === "entry" && call.transport !== "rest" && answer.entry.key.includes("\0")) return NUL;
    if (answer.kind !== "error") return answer;
    if (call.route.kind === "metadata" && call.transport !== "rest" && call.route.key.includes("\0")) return NUL;
    return { kind: "error", error: withChallenge(vendorError(answer.error, call)) };
  },
};

/** The vendor's database rejects text with a NUL, which the vendor answers as an internal error. */
const NUL = {
  kind: "error",
  error: { code: 13, status: 500, message: "An internal error occurred", id: "QUERY-Hhjt2", headers: [] },
} as const;

function vendorError(error: AnswerError, { raw, transport }: Call): AnswerError {
  const name = error.refusal;
  if (name === undefined) return error;
  if (name === "missing-entry") return { ...error, id: MISSING, message: missingText(raw) };
  if (name === "unknown-method") return { ...error, id: undefined, message: unknownText(raw) };
  if (name === "bad-message" && isBadText(raw)) {
    return {
      ...error,
      id: undefined,
      message: "grpc: error unmarshalling request: string field contains invalid UTF-8",
    };
  }
  if (name === "bad-json") return { ...error, id: undefined, message: badBytesText(raw) ?? error.message };
  const vendor = (transport === "grpc" ? GRPC_ERRORS[name] : undefined) ?? ERRORS[name];
  return vendor === undefined ? error : { ...error, ...vendor, id: vendor.id };
}

function missingText(raw: RawRequest): string {
  const [first] = languagesOf(field(raw, "accept-language") ?? "");
  return TRANSLATED[first?.language ?? ""] ?? ERRORS["missing-entry"]?.message ?? "";
}

function unknownText({ target }: RawRequest): string {
  const [, service = "", method = ""] = target.split("/");
  const isKnown = service === "zitadel.auth.v1.AuthService";
  return isKnown ? `unknown method ${method} for service ${service}` : `unknown service ${service}`;
}

/** True when the first field is a string that fills the message, so that only its bytes can be wrong. */
function isBadText({ body }: RawRequest): boolean {
  return body[5] === 0x0a && body[6] === body.length - 7;
}

function withChallenge(error: AnswerError): AnswerError {
  const challenge = error.id === undefined ? error.message : `${error.message} (${error.id})`;
  const headers = error.headers.map(
    ([name, value]) => [name, name === "www-authenticate" ? challenge : value] as const,
  );
  return { ...error, headers };
}
