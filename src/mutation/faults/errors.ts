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
import { define } from "./define.ts";

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
  [
    "html",
    "errors are a page of a proxy",
    "GMM-0501",
    ["rest"],
    wire(restError, (answer) => withContent(withHeader(answer, "content-type", "text/html"), "<h1>Error</h1>")),
  ],
  [
    "problem-json",
    "errors are declared as problem details",
    "GMM-0501",
    ["rest"],
    header(restError, "content-type", "application/problem+json"),
  ],
  [
    "code-as-string",
    "the code became its name",
    "GMM-0502",
    ["rest"],
    errorJson((body) => ({ ...body, code: "NOT_FOUND" })),
  ],
  [
    "details-as-object",
    "the details became an object",
    "GMM-0502",
    ["rest"],
    errorJson((body) => ({ ...body, details: body.details[0] })),
  ],
  [
    "message-as-object",
    "the message became an object",
    "GMM-0502",
    ["rest"],
    errorJson((body) => ({ ...body, message: { en: body["message"] } })),
  ],
  [
    "code-unknown",
    "the code is none of google.rpc.Code",
    "GMM-0503",
    "all",
    { ...errorJson((body) => ({ ...body, code: 99 })), ...trailer("error", "grpc-status", () => "99") },
  ],
  ["code-absent", "the code is left out", "GMM-0503", ["rest"], errorJson((body) => without(body, "code"))],
  [
    "code-is-status",
    "the code is the HTTP status",
    "GMM-0503",
    ["rest"],
    {
      json: (json, { answer }) => (answer.kind === "error" ? { ...(json as object), code: answer.error.status } : json),
    },
  ],
  [
    "status-400-for-all",
    "every error is HTTP 400",
    "GMM-0504",
    ["rest"],
    error((found) => ({ ...found, status: 400 })),
  ],
  [
    "code-2-for-all",
    "every error has the code UNKNOWN",
    "GMM-0504",
    ["rest"],
    error((found) => ({ ...found, code: 2 })),
  ],
  [
    "no-message",
    "errors have no message",
    "GMM-0505",
    "all",
    {
      ...errorJson((body) => ({ ...body, message: "" })),
      ...rpc("error", (answer) => ({
        ...answer,
        trailers: answer.trailers.filter(([name]) => name === "grpc-status"),
      })),
    },
    "cosmetic",
  ],
  [
    "untyped-detail",
    "a detail does not name its type",
    "GMM-0506",
    "all",
    {
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
  ],
  ...LEAKS.map(
    ([name, what, leak]) =>
      [
        `leaks-${name}`,
        `an error tells ${what}`,
        "GMM-0507",
        "all",
        error((found) => ({ ...found, message: leak })),
        "risky",
      ] as const,
  ),
  [
    "leaks-token",
    "an error repeats the credentials",
    "GMM-0507",
    "all",
    error((found, { raw }) => ({ ...found, message: `${found.message}: ${field(raw, "authorization") ?? ""}` })),
    "risky",
  ],
  [
    "status-padded",
    "the status is padded with a zero",
    "GMM-0508",
    "rpc",
    trailer("error", "grpc-status", (value) => value.padStart(3, "0")),
  ],
  [
    "message-raw",
    "the message is not percent-encoded",
    "GMM-0509",
    "rpc",
    trailer("error", "grpc-message", (value) => `${value} 100% sure`),
    "risky",
  ],
  [
    "details-other-code",
    "the binary status has another code",
    "GMM-0510",
    "rpc",
    trailer("error", "grpc-status-details-bin", () => statusDetails(9, "other", "type.googleapis.com/a.B")),
  ],
  [
    "details-not-base64",
    "the binary status is not base64",
    "GMM-0510",
    "rpc",
    trailer("error", "grpc-status-details-bin", () => "*not*base64*"),
  ],
  [
    "error-with-message",
    "an error carries a message",
    "GMM-0511",
    "rpc",
    rpc("error", (answer) => ({ ...answer, trailersOnly: false, frames: [{ flags: 0, payload: Buffer.alloc(0) }] })),
    "risky",
  ],
  [
    "code-by-language",
    "the code depends on the language",
    "GMM-0512",
    "all",
    error((found, { raw }) =>
      /^(de|fr|xx)/.test(field(raw, "accept-language") ?? "") ? { ...found, code: 3, status: 400 } : found,
    ),
  ],
  [
    "broken-json",
    "the body of an error is not quoted",
    "GMM-0513",
    ["rest"],
    text(restError, (json) => json.replaceAll('"', "'")),
  ],
  [
    "duplicate-member",
    "the code is written twice",
    "GMM-0513",
    ["rest"],
    text(restError, (json) => json.replace('"code"', '"code":1,"code"')),
  ],
  [
    "organisation-fails",
    "an unknown organisation is a fault",
    "GMM-0514",
    "all",
    errorWith(7, () => ({ code: 13, status: 500, message: "oops", id: "F-1", headers: [] })),
  ],
  [
    "organisation-ignored",
    "an unknown organisation is passed over",
    "GMM-0514",
    "all",
    { raw: (raw) => ({ ...raw, headers: new Map([...raw.headers].filter(([name]) => name !== "x-zitadel-orgid")) }) },
    "compatible",
  ],
  [
    "cannot-tell",
    "every error is unavailable",
    "GMM-0201",
    "all",
    { answer: (answer) => (answer.kind === "error" && answer.error.code === 5 ? failure(14, 503) : answer) },
  ],
]);
