import type { CheckInput, Finding } from "./check.ts";
import { mediaType } from "../protocol/exchange.ts";
import { isBase64, isUint64 } from "../contract/formats.ts";
import { OPERATION, POINTERS } from "../contract/operation.ts";
import type { JsonBody } from "../protocol/outcome.ts";
import { validateError, validateSuccess, type SchemaProblem } from "../contract/schemas.ts";
import { nothing, PASS, violation } from "./finding.ts";

const RFC3339_OUTPUT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.(\d{3}|\d{6}|\d{9}))?Z$/;

/** True when there is no content to parse: an answer to HEAD, or a status without content. */
function hasContent({ evidence: { exchange } }: CheckInput): boolean {
  return exchange.request.method !== "HEAD" && exchange.response.status !== 204;
}

function isSuccess(input: CheckInput): boolean {
  const { status } = input.evidence.exchange.response;
  return status >= 200 && status < 300 && hasContent(input);
}

function isError(input: CheckInput): boolean {
  return input.evidence.exchange.response.status >= 400 && hasContent(input);
}

function jsonOf(input: CheckInput): JsonBody | undefined {
  const { body } = input.evidence;
  return body.kind === "json" ? body : undefined;
}

/** The media type is one of the documented three. */
function mediaTypeIsDocumented(input: CheckInput): Finding {
  const type = mediaType(input.evidence.exchange.response.headers);
  if (OPERATION.mediaTypes.some((documented) => documented === type)) return PASS;
  const seen = type ?? "absent";
  return violation("content-type", OPERATION.mediaTypes.join(" or "), seen, seen);
}

/** A success has a documented media type. */
export function successMediaType(input: CheckInput): Finding {
  return isSuccess(input) ? mediaTypeIsDocumented(input) : nothing("the answer was not a success");
}

/** An error has a documented media type. */
export function errorMediaType(input: CheckInput): Finding {
  return isError(input) ? mediaTypeIsDocumented(input) : nothing("the answer was not an error");
}

function isOneJsonText(input: CheckInput): Finding {
  const body = jsonOf(input);
  const type = mediaType(input.evidence.exchange.response.headers);
  if (body === undefined || type?.startsWith("application/grpc") === true) return nothing("the answer was not JSON");
  if (body.problem === undefined) return PASS;
  return violation("body", "one JSON text in UTF-8", body.problem, "not JSON");
}

/** The body of a success is one JSON text. */
export function successIsJson(input: CheckInput): Finding {
  return isSuccess(input) ? isOneJsonText(input) : nothing("the answer was not a success");
}

/** The body of an error is one JSON text. */
export function errorIsJson(input: CheckInput): Finding {
  return isError(input) ? isOneJsonText(input) : nothing("the answer was not an error");
}

function fits(input: CheckInput, validate: (value: unknown) => readonly SchemaProblem[]): Finding {
  const body = jsonOf(input);
  if (body?.problem !== undefined) return nothing("the body is not JSON");
  return validate(body?.value).flatMap(({ pointer, expected, actual }) =>
    violation(pointer === "" ? "body" : pointer, expected, actual, "against the schema"),
  );
}

/** The body of a success satisfies the documented schema. */
export function successFitsSchema(input: CheckInput): Finding {
  return isSuccess(input) ? fits(input, validateSuccess) : nothing("the answer was not a success");
}

/** The body of an error satisfies the documented schema. */
export function errorFitsSchema(input: CheckInput): Finding {
  return isError(input) ? fits(input, validateError) : nothing("the answer was not an error");
}

/** The member at a path of names, or undefined. */
function valueAt(value: unknown, pointer: string): unknown {
  let at = value;
  for (const name of pointer.slice(1).split("/")) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

function ofSuccess(input: CheckInput, judge: (value: unknown) => Finding): Finding {
  const body = jsonOf(input);
  if (!isSuccess(input) || body?.value === undefined) return nothing("the answer was not a success in JSON");
  return judge(body.value);
}

/** `value` is standard base64 with padding. */
export function valueIsBase64(input: CheckInput): Finding {
  return ofSuccess(input, (json) => {
    const value = valueAt(json, POINTERS.value);
    if (value === undefined) return nothing("there is no value");
    if (typeof value === "string" && isBase64(value)) return PASS;
    return violation(POINTERS.value, "standard base64 with padding", cut(value), "not base64");
  });
}

/** `sequence` is a decimal string. */
export function sequenceIsString(input: CheckInput): Finding {
  return ofSuccess(input, (json) => {
    const value = valueAt(json, POINTERS.sequence);
    if (value === undefined) return nothing("there is no sequence");
    if (typeof value === "string" && isUint64(value)) return PASS;
    const actual = `${cut(value)} (${typeof value})`;
    return violation(POINTERS.sequence, "a uint64 as a decimal string", actual, typeof value);
  });
}

/** A day that its month does not have is moved into the next one by Date, and so comes back as another. */
function isTime(text: string): boolean {
  if (!RFC3339_OUTPUT.test(text)) return false;
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 19) === text.slice(0, 19);
}

/** Both times are written as ProtoJSON writes them. */
export function timesAreRfc3339(input: CheckInput): Finding {
  return ofSuccess(input, (json) =>
    (["creationDate", "changeDate"] as const).flatMap((name) => {
      const value = valueAt(json, POINTERS[name]);
      if (value === undefined) return [];
      if (typeof value === "string" && isTime(value)) return [];
      const expected = "RFC 3339 with Z and 0, 3, 6 or 9 decimals";
      return violation(POINTERS[name], expected, cut(value), "not a time");
    }),
  );
}

/** An error does not contain the entry. */
export function errorHasNoMetadata(input: CheckInput): Finding {
  if (!isError(input)) return nothing("the answer was not an error");
  if (valueAt(jsonOf(input)?.value, POINTERS.entry) === undefined) return PASS;
  return violation(POINTERS.entry, "absent", "present", "present");
}

/** Any JSON value in at most 60 characters. */
function cut(value: unknown): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
