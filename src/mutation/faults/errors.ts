import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { field } from "../../servers/http/request.ts";
import { withContent, withHeader } from "../../servers/http/wire.ts";
import {
  both,
  error,
  errorJson,
  errorWith,
  failure,
  header,
  isError,
  isRest,
  rpc,
  text,
  trailer,
  wire,
  without,
} from "./change.ts";
import { define, type FaultEntry } from "./define.ts";

const restError = both(isRest, isError);

/** google.rpc.Status in base64, with one detail of a type. */
function statusDetails(code: number, message: string, typeUrl: string): string {
  const any = new BinaryWriter().tag(1, WireType.LengthDelimited).string(typeUrl).finish();
  const status = new BinaryWriter().tag(1, WireType.Varint).int32(code);
  status.tag(2, WireType.LengthDelimited).string(message).tag(3, WireType.LengthDelimited).bytes(any);
  return Buffer.from(status.finish()).toString("base64");
}

const LEAKS = [
  ["stack-trace", "a stack trace", "boom\ngoroutine 42 [running]:\nmain.main()\n\t/app/internal/query.go:117"],
  ["sql", "the query", "ERROR: SELECT value FROM projections.user_metadata WHERE key = $1 (SQLSTATE 42P01)"],
  ["address", "the address of the database", "dial tcp 10.42.0.17:5432: connection refused"],
] as const;

/** What may be wrong with errors. */
export const ERROR_FAULTS = define("errors", [
  {
    name: "html",
    statement: "errors are the HTML page of a proxy",
    requirement: "GMM-0501",
    transports: ["rest"],
    behaviour: wire(restError, (answer) =>
      withContent(withHeader(answer, "content-type", "text/html"), "<h1>Error</h1>"),
    ),
  },
  {
    name: "problem-json",
    statement: "errors are declared as problem details",
    requirement: "GMM-0501",
    transports: ["rest"],
    behaviour: header(restError, "content-type", "application/problem+json"),
  },
  {
    name: "code-as-string",
    statement: "the code is its name",
    requirement: "GMM-0502",
    transports: ["rest"],
    behaviour: errorJson((body) => ({ ...body, code: "NOT_FOUND" })),
  },
  {
    name: "details-as-object",
    statement: "the details are an object",
    requirement: "GMM-0502",
    transports: ["rest"],
    behaviour: errorJson((body) => ({ ...body, details: body.details[0] })),
  },
  {
    name: "message-as-object",
    statement: "the message is an object",
    requirement: "GMM-0502",
    transports: ["rest"],
    behaviour: errorJson((body) => ({ ...body, message: { en: body["message"] } })),
  },
  {
    name: "code-unknown",
    statement: "the code is none of google.rpc.Code",
    requirement: "GMM-0503",
    transports: "all",
    behaviour: { ...errorJson((body) => ({ ...body, code: 99 })), ...trailer("error", "grpc-status", () => "99") },
  },
  {
    name: "code-absent",
    statement: "the code is left out",
    requirement: "GMM-0503",
    transports: ["rest"],
    behaviour: errorJson((body) => without(body, "code")),
  },
  {
    name: "code-is-status",
    statement: "the code is the HTTP status",
    requirement: "GMM-0503",
    transports: ["rest"],
    behaviour: {
      json: (json, { answer }) => (answer.kind === "error" ? { ...(json as object), code: answer.error.status } : json),
    },
  },
  {
    name: "status-400-for-all",
    statement: "every error is HTTP 400",
    requirement: "GMM-0504",
    transports: ["rest"],
    behaviour: error((found) => ({ ...found, status: 400 })),
  },
  {
    name: "code-2-for-all",
    statement: "every error has the code UNKNOWN",
    requirement: "GMM-0504",
    transports: ["rest"],
    behaviour: error((found) => ({ ...found, code: 2 })),
  },
  {
    name: "no-message",
    statement: "errors have no message",
    requirement: "GMM-0505",
    transports: "all",
    behaviour: {
      ...errorJson((body) => ({ ...body, message: "" })),
      ...rpc("error", (answer) => ({
        ...answer,
        trailers: answer.trailers.filter(([name]) => name === "grpc-status"),
      })),
    },
    // Over gRPC its details go with it.
    grade: "risky",
  },
  {
    name: "untyped-detail",
    statement: "a detail does not name its type",
    requirement: "GMM-0506",
    transports: "all",
    behaviour: {
      ...errorJson((body) => ({ ...body, details: [{ id: "X-1" }] })),
      ...rpc("error", (answer, { answer: given }) =>
        given.kind !== "error"
          ? answer
          : {
              ...answer,
              trailers: answer.trailers.map(
                ([name, value]) =>
                  [
                    name,
                    name === "grpc-status-details-bin"
                      ? statusDetails(given.error.code, `${given.error.message} (${given.error.id ?? ""})`, "")
                      : value,
                  ] as const,
              ),
            },
      ),
    },
  },
  ...LEAKS.map(([name, what, leak]): FaultEntry => ({
    name: `leaks-${name}`,
    statement: `an error tells ${what}`,
    requirement: "GMM-0507",
    transports: "all",
    behaviour: error((found) => ({ ...found, message: leak })),
    grade: "risky",
  })),
  {
    name: "leaks-token",
    statement: "an error repeats the credentials",
    requirement: "GMM-0507",
    transports: "all",
    behaviour: error((found, { raw }) => ({
      ...found,
      message: `${found.message}: ${field(raw, "authorization") ?? ""}`,
    })),
    grade: "risky",
  },
  {
    name: "status-padded",
    statement: "the status has a leading zero",
    requirement: "GMM-0508",
    transports: "rpc",
    behaviour: trailer("error", "grpc-status", (value) => value.padStart(3, "0")),
  },
  {
    name: "message-raw",
    statement: "the message is not percent-encoded",
    requirement: "GMM-0509",
    transports: "rpc",
    behaviour: trailer("error", "grpc-message", (value) => `${value} 100% sure`),
    grade: "risky",
  },
  {
    name: "details-other-code",
    statement: "the binary status has another code",
    requirement: "GMM-0510",
    transports: "rpc",
    behaviour: trailer("error", "grpc-status-details-bin", () => statusDetails(9, "other", "type.googleapis.com/a.B")),
  },
  {
    name: "details-not-base64",
    statement: "the binary status is not base64",
    requirement: "GMM-0510",
    transports: "rpc",
    behaviour: trailer("error", "grpc-status-details-bin", () => "*not*base64*"),
  },
  {
    name: "error-with-message",
    statement: "an error has a message frame",
    requirement: "GMM-0511",
    transports: "rpc",
    behaviour: rpc("error", (answer) => ({
      ...answer,
      trailersOnly: false,
      frames: [{ flags: 0, payload: Buffer.alloc(0) }],
    })),
    grade: "risky",
  },
  {
    name: "code-by-language",
    statement: "the code depends on the language",
    requirement: "GMM-0512",
    transports: "all",
    behaviour: error((found, { raw }) =>
      /^(de|fr|xx)/.test(field(raw, "accept-language") ?? "") ? { ...found, code: 3, status: 400 } : found,
    ),
  },
  {
    name: "broken-json",
    statement: "the body of an error has single quotes in place of double ones",
    requirement: "GMM-0513",
    transports: ["rest"],
    behaviour: text(restError, (json) => json.replaceAll('"', "'")),
  },
  {
    name: "duplicate-member",
    statement: "the code is written twice",
    requirement: "GMM-0513",
    transports: ["rest"],
    behaviour: text(restError, (json) => json.replace('"code"', '"code":1,"code"')),
  },
  {
    name: "organisation-fails",
    statement: "an unknown organisation is answered 500",
    requirement: "GMM-0514",
    transports: "all",
    behaviour: errorWith(7, () => ({ code: 13, status: 500, message: "oops", id: "F-1", headers: [] })),
  },
  {
    name: "organisation-ignored",
    statement: "an unknown organisation is ignored",
    source: "zitadel/zitadel issue 12482 of 2026, release 4.15.1, of the Management API",
    requirement: "GMM-0514",
    transports: "all",
    behaviour: {
      raw: (raw) => ({ ...raw, headers: new Map([...raw.headers].filter(([name]) => name !== "x-zitadel-orgid")) }),
    },
    grade: "compatible",
  },
  {
    name: "cannot-tell",
    statement: "a missing key is answered UNAVAILABLE",
    requirement: "GMM-0201",
    transports: "all",
    behaviour: { answer: (answer) => (answer.kind === "error" && answer.error.code === 5 ? failure(14, 503) : answer) },
  },
]);
