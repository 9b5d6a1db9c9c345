import { showCode } from "../../contract/codes.ts";
import type {
  AnswerValue,
  Difference,
  HeaderValue,
  MemberValue,
  ParameterValue,
  StatusDetailsValue,
  VerdictValue,
} from "../../drift/observation.ts";
import type { DriftRow } from "../../drift/row.ts";
import { contractValueText } from "./contract-values.ts";
import { counted } from "../counted.ts";

/** What a side without a value has. */
const ABSENT = "absent";

/** What the two sides of a row have, in words. */
export function sidesOf(row: DriftRow): { readonly old: string; readonly new: string } {
  if (row.source === "contract") {
    return { old: contractValueText(row.difference.old), new: contractValueText(row.difference.new) };
  }
  const { difference } = row;
  return { old: sideText(difference, "old"), new: sideText(difference, "new") };
}

function sideText(difference: Difference, side: "old" | "new"): string {
  switch (difference.kind) {
    case "answer":
      return orAbsent(difference[side], answerText);
    case "header":
    case "challenge-parameter":
      return orAbsent(difference[side], headerText);
    case "member":
      return orAbsent(difference[side], memberText);
    case "unknown-field":
      return orAbsent(difference[side], (wireType) => `wire type ${String(wireType)}`);
    case "message-count":
    case "error-message-count":
    case "compressed-messages":
      return orAbsent(difference[side], (count) => counted(count, "message"));
    case "media-type-parameters":
      return orAbsent(difference[side], (parameters) => parameters.join("; "));
    case "status-place":
      return orAbsent(difference[side], (places) => places.join(", "));
    case "status-details":
      return orAbsent(difference[side], statusDetailsText);
    case "malformed-challenge":
      return orAbsent(difference[side], () => "malformed");
    case "challenge":
    case "trailer":
      return orAbsent(difference[side], () => "present");
    case "verdict":
      return orAbsent(difference[side], verdictText);
    case "completeness":
    case "media-type":
    case "media-type-format":
    case "framing":
    case "status-count":
    case "relation":
    case "unknown":
      return orAbsent<boolean | number | string>(difference[side], String);
  }
}

function orAbsent<Value>(value: Value | undefined, textOf: (value: Value) => string): string {
  return value === undefined ? ABSENT : textOf(value);
}

/** `success (HTTP 200)`, `error 5 (NOT_FOUND) (HTTP 404)`, `HTTP 302 with text/html`. */
function answerText(answer: AnswerValue): string {
  switch (answer.kind) {
    case "success":
      return `success (HTTP ${String(answer.httpStatus)})`;
    case "error": {
      const code = answer.code === null ? "without a code" : showCode(answer.code).replace(/^code /, "");
      return `error ${code} (HTTP ${String(answer.httpStatus)})`;
    }
    case "other": {
      const type = answer.mediaType ?? "no media type";
      const content = answer.empty ? " and no content" : "";
      const status = answer.grpcStatus === null ? "" : `, status ${answer.grpcStatus}`;
      return `HTTP ${String(answer.httpStatus)} with ${type}${content}${status}`;
    }
    case "none":
      return "no answer";
  }
}

function headerText(value: HeaderValue | ParameterValue): string {
  switch (value.kind) {
    case "present":
      return "present";
    case "list":
      return value.items.length === 0 ? "an empty list" : value.items.join(", ");
    case "text":
      return value.text === "" ? "empty" : value.text;
    case "requesting-origin":
      return "the origin of the request";
  }
}

/** Which times a form names. */
const TIMES = {
  utc: "RFC 3339 time in UTC",
  offset: "RFC 3339 time with an offset",
  timestamp: "timestamp",
  "out-of-range": "timestamp out of range",
} as const;

const OWNERS = { id: "id string", empty: "empty string", other: "string that is no id" } as const;

function memberText(value: MemberValue): string {
  switch (value.kind) {
    case "type":
      return value.type;
    case "array-of":
      return value.types.length === 0 ? "empty array" : `array of ${value.types.join(", ")}`;
    case "empty":
      return "empty";
    case "unreadable":
      return value.problem;
    case "text":
      return JSON.stringify(value.text);
    case "requested-key":
      return "the requested key";
    case "stored-bytes":
      return "the stored bytes";
    case "unknown-bytes":
      return "bytes";
    case "no-bytes":
      return "no bytes";
    case "other-bytes":
      return `${String(value.length)} other bytes than stored (sha256 ${value.sha256})`;
    case "not-base64":
      return "string that is not base64";
    case "uint64":
      return `uint64${value.quoted ? " string" : ""}${value.zero ? ", zero" : ""}`;
    case "time":
      return TIMES[value.form];
    case "owner":
      return OWNERS[value.form];
  }
}

function statusDetailsText(details: StatusDetailsValue): string {
  switch (details.kind) {
    case "agrees":
      return "same code and message as the status";
    case "other-message":
      return "another message than the status";
    case "other-code":
      return "another code than the status";
    case "unreadable":
      return details.problem;
  }
}

function verdictText({ verdict, seen }: VerdictValue): string {
  return seen.length === 0 ? verdict : `${verdict}: ${seen.join(", ")}`;
}
