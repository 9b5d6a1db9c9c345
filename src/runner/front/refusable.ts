import { OPERATION } from "../../contract/operation.ts";
import { header, type WireRequest } from "../../protocol/exchange.ts";

/** Methods that every intermediary of this API passes on. */
const USUAL_METHODS = ["GET", "HEAD", "OPTIONS", "POST"];

/** Bytes of a request line, or of a field, above which an intermediary may have a limit of its own. */
const LONG = 2000;

/** Less than a second, in any unit: at most 8 digits (gRPC PROTOCOL-HTTP2, "Timeout"). */
const SHORT_DEADLINE = /^(?:\d{1,8}n|\d{1,6}u|\d{1,3}m)$/;

/** A percent that begins no encoding, or one of a control character. */
const ODD_PERCENT = /%(?![0-9A-Fa-f]{2})|%[01][0-9A-Fa-f]|%7[Ff]/;

/** Encodings that every gRPC proxy knows (gRPC, "Compression"). */
const USUAL_ENCODINGS = ["identity", "gzip", "deflate"];

/**
 * Why an intermediary may refuse a request by itself, or undefined where it has no reason to: what the server would have
 * made of such a request cannot be told from the intermediary's refusal.
 */
export function whyRefusable(request: WireRequest): string | undefined {
  const { method, path, headers } = request;
  if (!USUAL_METHODS.includes(method)) return `the method ${method}`;
  if (isOddPath(path)) return "a path that is not UTF-8 in percent-encodings, or holds control characters";
  if (path.length > LONG) return "a long path";
  if (headers.some(([, value]) => value.length > LONG)) return "a long field";
  return path.endsWith(OPERATION.rpcPath) || path.startsWith("/zitadel.") ? whyRpcRefusable(request) : undefined;
}

function whyRpcRefusable({ method, headers, body, httpVersion }: WireRequest): string | undefined {
  const encoding = header(headers, "grpc-encoding") ?? "identity";
  if (!USUAL_ENCODINGS.includes(encoding)) return `the encoding ${encoding}`;
  if (SHORT_DEADLINE.test(header(headers, "grpc-timeout") ?? "")) return "a deadline that has passed";
  if (httpVersion === "2.0" && header(headers, "te") === undefined) return "a call without te: trailers";
  return method !== "POST" || isOneFrame(body) ? undefined : "content that is not one whole message";
}

/** A plain length-prefixed message (gRPC PROTOCOL-HTTP2, "Length-Prefixed-Message"), or its base64. */
function isOneFrame(body: Uint8Array): boolean {
  const bytes = Buffer.from(body);
  const binary = /^[A-Za-z0-9+/]+=*$/.test(bytes.toString("latin1"))
    ? Buffer.from(bytes.toString("latin1"), "base64")
    : bytes;
  return binary.length >= 5 && binary[0] === 0 && binary.readUInt32BE(1) === binary.length - 5;
}

function isOddPath(path: string): boolean {
  if (ODD_PERCENT.test(path)) return true;
  try {
    decodeURIComponent(path.split("?")[0] ?? "");
    return false;
  } catch {
    return true;
  }
}
