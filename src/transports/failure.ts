import { TransportError, type FailureKind } from "./transport.ts";

/** What Node's error codes mean for a request that got no answer. */
const KINDS: Readonly<Record<string, FailureKind>> = {
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  EADDRNOTAVAIL: "refused",
  ENOTFOUND: "unresolved",
  EAI_AGAIN: "unresolved",
  EAI_FAIL: "unresolved",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  ETIMEDOUT: "timeout",
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: "no-http2",
  // nghttp2 could not make sense of what came; before the peer's settings this is `no-http2`, see http2-session.ts.
  ERR_HTTP2_ERROR: "malformed",
};

/** Node's codes of TLS and certificate errors have no common prefix (Node.js, "TLS (SSL)", X509 certificate error codes). */
const TLS_CODE = /^(ERR_SSL_|ERR_TLS_|EPROTO$)|CERT|CRL|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH/;

const WORDS: Readonly<Record<FailureKind, string>> = {
  tls: "offers no TLS that is trusted",
  refused: "refused the connection",
  unresolved: "has a host name that does not resolve",
  reset: "closed the connection before it answered",
  timeout: "did not answer in time",
  "no-http2": "does not speak HTTP/2",
  malformed: "answered something that is not HTTP",
};

/** A failure in the words of this project; of the cause only its code is told, which names no header and no credential. */
export function failure(kind: FailureKind, place: string, detail = ""): TransportError {
  return new TransportError(kind, `${place} ${WORDS[kind]}${detail === "" ? "" : ` (${detail})`}`);
}

/** The limit of a request passed. */
export function timedOut(place: string, milliseconds: number): TransportError {
  return failure("timeout", place, `limit ${String(milliseconds)} ms`);
}

/** Names what kept a request from being answered by an error of Node's. */
export function failureOf(error: unknown, place: string): TransportError {
  if (error instanceof TransportError) return error;
  const code = errorCode(error);
  const kind = KINDS[code] ?? (code.startsWith("HPE_") ? "malformed" : TLS_CODE.test(code) ? "tls" : "reset");
  return failure(kind, place, code);
}

/** The code of an error, or of the one that it wraps: several addresses tried, a stream that its session took along. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const own = "code" in error && typeof error.code === "string" ? error.code : "";
  if (error.cause instanceof Error) return errorCode(error.cause);
  if (own === "" && error instanceof AggregateError) return errorCode(error.errors[0]);
  return own;
}
