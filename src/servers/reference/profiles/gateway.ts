import { posix } from "node:path";
import { OPERATION } from "../../../contract/operation.ts";
import type { Answer, AnswerError } from "../answer.ts";
import type { Behaviour } from "../behaviour.ts";
import type { Call, TextName } from "../call.ts";
import { MANAGEMENT_PREFIX } from "../management/routes.ts";

/** Errors of the vendor's HTTP gateway itself; they have no details. */
const NOT_FOUND = gatewayError(5, 404, "Not Found");
const NOT_ALLOWED = gatewayError(12, 405, "Method Not Allowed");
const NOT_PRINTABLE = gatewayError(
  13,
  500,
  'header key "zitadel-activity-path" contains value with non-printable ASCII characters',
);

/** What the vendor's HTTP gateway decides over REST before it calls the service: paths and methods. */
export const gateway: Behaviour = {
  // A refused change must not be carried out.
  call: (call) =>
    call.route.kind === "management" && decide(call) !== undefined
      ? { ...call, route: { kind: "refused", refusal: { code: 3, text: "bad-path" }, early: true } }
      : call,
  answer: (answer, call) => (call.transport === "rest" ? (decide(call) ?? answer) : answer),
};

/** What the vendor's HTTP server refuses before its gateway: a target that is not a URL. */
export const gatewayWire: Behaviour = {
  wire: (wire, { call }) => {
    if (call.transport !== "rest" || decoded(pathOf(call)) !== undefined) return wire;
    const headers = [["content-type", "text/plain; charset=utf-8"]] as const;
    return { ...wire, status: 400, headers, chunks: [Buffer.from("400 Bad Request")], trailers: [] };
  },
};

/** True when an answer is the gateway's own and not the service's. */
export function isOfGateway(answer: Answer): boolean {
  if (answer.kind !== "error") return false;
  return answer.error.refusal === "bad-json" || [NOT_FOUND, NOT_ALLOWED, NOT_PRINTABLE].includes(answer.error);
}

function decide(call: Call): Answer | undefined {
  const path = pathOf(call);
  const plain = decoded(path);
  if (plain === undefined || call.route.kind === "preflight") return undefined;
  const cleaned = posix.normalize(plain.toString("latin1"));
  if (cleaned !== plain.toString("latin1")) {
    return { kind: "empty", status: 301, headers: [["location", escaped(cleaned.replace(/\/$/, ""))]] };
  }
  const isOperation = path.startsWith(`${OPERATION.pathPrefix}/`);
  const isManagement = path.startsWith(`${MANAGEMENT_PREFIX}/`);
  if (!isOperation && !isManagement) return isRefused(call, "unknown-path") ? error(NOT_FOUND) : undefined;
  const below = path.slice(OPERATION.pathPrefix.length + 1);
  if (/%2f/i.test(path) || (isOperation && below.includes("/"))) return error(NOT_FOUND);
  if (isOperation ? call.raw.method !== "GET" : isOtherMethod(call)) return error(NOT_ALLOWED);
  if (isRefused(call, "unknown-path")) return error(NOT_FOUND);
  return plain.every((byte) => byte >= 0x20 && byte < 0x7f) ? undefined : error(NOT_PRINTABLE);
}

/** As Go writes a path of single bytes into a URL (net/url, URL.EscapedPath). */
function escaped(path: string): string {
  return path.replace(
    /[^A-Za-z0-9$&+,/:;=@\-_.~]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** The gateway supports neither HEAD nor OPTIONS. */
function isOtherMethod(call: Call): boolean {
  return ["HEAD", "OPTIONS"].includes(call.raw.method) || isRefused(call, "method-not-allowed");
}

function isRefused({ route }: Call, text: TextName): boolean {
  return route.kind === "refused" && route.refusal.text === text;
}

function error(found: AnswerError): Answer {
  return { kind: "error", error: found };
}

function gatewayError(code: number, status: number, message: string): AnswerError {
  return { code, status, message, id: undefined, headers: [] };
}

function pathOf({ raw }: Call): string {
  return raw.target.split("?")[0] ?? "";
}

/** The path's bytes, or undefined when a percent is not followed by two hexadecimal digits (RFC 3986 §2.1). */
function decoded(path: string): Buffer | undefined {
  if (/%(?![0-9a-f]{2})/i.test(path)) return undefined;
  const text = path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(text, "latin1");
}
