import { TransportError, type FailureKind } from "./transport.ts";

/** Kinds of failure by Node's error code. */
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
  // nghttp2 could not parse the answer; before the peer's settings this means `no-http2`, see http2-session.ts.
  ERR_HTTP2_ERROR: "malformed",
};

/** Node's codes of TLS and certificate errors have no common prefix (Node.js, "TLS (SSL)", X509 certificate error codes). */
const TLS_CODE = /^(ERR_SSL_|ERR_TLS_|EPROTO$)|CERT|CRL|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH/;

/**
 * Alerts of a server that requires a client certificate or rejects the one it got. TLS 1.2 has no alert for a missing
 * certificate, so servers send handshake_failure (RFC 5246 §7.4.6); TLS 1.3 has certificate_required (RFC 8446 §6.2).
 */
const CERTIFICATE_ALERT =
  /alert[ _](handshake[ _]failure|certificate[ _]|bad[ _]certificate|unsupported[ _]certificate|unknown[ _]ca|access[ _]denied)/i;

/** What OpenSSL says of bytes that are no TLS at all. */
const NOT_TLS = /wrong[ _]version[ _]number|packet[ _]length[ _]too[ _]long|http[ _]request/i;

const WORDS: Readonly<Record<FailureKind, string>> = {
  tls: "offers no TLS that is trusted",
  plain: "answers without TLS",
  "client-certificate": "requires a client certificate, or refused the one it got",
  refused: "refused the connection",
  unresolved: "has a host name that does not resolve",
  reset: "closed the connection before it answered",
  unprocessed: "did not begin the request",
  timeout: "did not answer in time",
  "no-http2": "does not speak HTTP/2",
  malformed: "answered something that is not HTTP",
  proxy: "does not pass the request on",
  "proxy-credentials": "requires credentials",
  "no-tunnel": "does not pass on HTTP/2 without TLS",
};

/**
 * A failure in this project's words. Of the cause it shows only the code, which contains no header and no credential.
 */
export function failure(kind: FailureKind, place: string, detail = ""): TransportError {
  return new TransportError(kind, `${place} ${WORDS[kind]}${detail === "" ? "" : ` (${detail})`}`);
}

/** What of an answer has come. */
interface Begun {
  readonly status: number;
  /** Bytes of the content. */
  readonly bytes: number;
}

/** A request exceeded its time limit, with or without the beginning of an answer. */
export function timedOut(place: string, milliseconds: number, begun?: Begun): TransportError {
  const limit = `limit ${String(milliseconds)} ms`;
  const come = begun && `HTTP ${String(begun.status)} and ${String(begun.bytes)} bytes came, and no end`;
  return failure("timeout", place, come === undefined ? limit : `${limit}; ${come}`);
}

/** Classifies a Node error of a request. */
export function failureOf(error: unknown, place: string): TransportError {
  if (error instanceof TransportError) return error;
  const code = errorCode(error);
  // What went wrong during a write has no code of its own and is visible only in the text.
  const alert = code === "EPROTO" && error instanceof Error ? error.message : code;
  if (NOT_TLS.test(alert)) return failure("plain", place);
  const kind = CERTIFICATE_ALERT.test(alert) ? "client-certificate" : (KINDS[code] ?? kindOf(code));
  return failure(kind, place, code);
}

function kindOf(code: string): FailureKind {
  if (code.startsWith("HPE_")) return "malformed";
  return TLS_CODE.test(code) ? "tls" : "reset";
}

/** Classifies a Node error of the proxy. */
export function proxyFailure(error: unknown, place: string): TransportError {
  return error instanceof TransportError ? error : failure("proxy", place, errorCode(error));
}

/**
 * The code of an error, or of the error inside it: after several addresses were tried, or a session ended its streams.
 */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const own = "code" in error && typeof error.code === "string" ? error.code : "";
  if (error.cause instanceof Error) return errorCode(error.cause);
  if (own === "" && error instanceof AggregateError) return errorCode(error.errors[0]);
  return own;
}
