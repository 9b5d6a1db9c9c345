import type { CheckInput, Finding } from "./check.ts";
import { header, mediaType } from "../protocol/exchange.ts";
import type { Details, Evidence } from "../protocol/outcome.ts";
import { OPERATION, POINTERS } from "../contract/operation.ts";
import { asExpected } from "./expected.ts";
import { describe, nothing, PASS, violation } from "./finding.ts";
import { showTime } from "./metadata.ts";

/** Names of methods between commas, or nothing (RFC 9110 §10.2.1, §5.6.1). */
const METHOD_LIST = /^[\t ,]*(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+[\t ]*(?:,[\t ,]*|$))*$/;

function statusViolation(input: CheckInput, expected: string): Finding {
  const { status } = input.evidence.exchange.response;
  return violation("status", expected, describe(input.evidence), `HTTP ${String(status)}`);
}

/** The method is refused as not allowed or not implemented. */
export function methodIsRefused(input: CheckInput): Finding {
  const { status } = input.evidence.exchange.response;
  return status === 405 || status === 501 ? PASS : statusViolation(input, "HTTP 405 or 501");
}

/** OPTIONS is answered, or refused as not allowed or not implemented. */
export function optionsIsAnswered(input: CheckInput): Finding {
  const { status } = input.evidence.exchange.response;
  const fine = (status >= 200 && status < 300) || status === 405 || status === 501;
  return fine ? PASS : statusViolation(input, "2xx, or HTTP 405 or 501");
}

/** A 405 has an Allow field. */
export function allowIsThere(input: CheckInput): Finding {
  const { status, headers } = input.evidence.exchange.response;
  if (status !== 405) return nothing("the answer was not a 405");
  const allow = header(headers, "allow");
  if (allow === undefined) return violation("allow", "the methods that are allowed", "absent", "absent");
  return METHOD_LIST.test(allow) ? PASS : violation("allow", "a list of methods", JSON.stringify(allow), "no list");
}

/** An Allow field, if present, lists the documented method. */
export function allowNamesGet(input: CheckInput): Finding {
  const allow = header(input.evidence.exchange.response.headers, "allow");
  if (allow === undefined) return nothing("there is no Allow field");
  const methods = allow.split(",").map((method) => method.trim());
  return methods.includes(OPERATION.method) ? PASS : violation("allow", "GET among them", allow, "without GET");
}

/** HEAD is answered as GET is. */
export function headIsSupported(input: CheckInput): Finding {
  const { status } = input.evidence.exchange.response;
  return status === 200 ? PASS : statusViolation(input, "HTTP 200, as for GET");
}

/** HEAD has the content type that GET has. */
export function headHasType(input: CheckInput): Finding {
  const { status, headers } = input.evidence.exchange.response;
  if (status !== 200) return nothing("HEAD was not answered as GET is");
  const type = mediaType(headers);
  // GET without an Accept field is answered in JSON, or it is no success.
  if (type === "application/json") return PASS;
  return violation("content-type", "application/json, as for GET", type ?? "absent", type ?? "absent");
}

/** HEAD is refused where GET is, or HEAD is not served at all. */
export function headNeedsCredentials(input: CheckInput): Finding {
  const { status } = input.evidence.exchange.response;
  if (status === 405 || status === 501) return nothing("HEAD is not served");
  return status === 401 ? PASS : statusViolation(input, "HTTP 401, as for GET");
}

/** After a refused method the entry is as it was, its history included: the same value may have been written again. */
export function nothingChanged(input: CheckInput): Finding {
  if (input.kind !== "pair") return nothing("the entry was not read again");
  const finding = asExpected({ ...input, evidence: input.second, expectation: { kind: "stored" } });
  if ("nothing" in finding) return finding;
  if (finding.length > 0) return finding.map((found) => ({ ...found, expected: asBefore(found.expected) }));
  const [before, after] = [input.before, input.second].map(detailsOf);
  if (before === undefined || after === undefined) return PASS;
  return DETAILS.filter(({ show }) => show(before) !== show(after)).flatMap(({ name, show }) =>
    violation(POINTERS[name], asBefore(show(before)), show(after), "another value"),
  );
}

/** What tells of a change of the entry, in words. */
const DETAILS = [
  { name: "sequence", show: ({ sequence }: Details) => String(sequence ?? "absent") },
  {
    name: "changeDate",
    show: ({ changeDate }: Details) => (changeDate === undefined ? "absent" : showTime(changeDate)),
  },
] as const;

function asBefore(expected: string): string {
  return `${expected}, as before the request`;
}

function detailsOf(evidence: Evidence | undefined): Details | undefined {
  return evidence?.outcome.kind === "success" ? evidence.outcome.metadata?.details : undefined;
}
