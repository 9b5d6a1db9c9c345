import type { CheckInput, Finding } from "./check.ts";
import { header, mediaType } from "../protocol/exchange.ts";
import { OPERATION } from "../contract/operation.ts";
import { asExpected } from "./expected.ts";
import { describe, nothing, PASS, violation } from "./finding.ts";

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

/** After a refused method the entry is unchanged. */
export function nothingChanged(input: CheckInput): Finding {
  if (input.kind !== "pair") return nothing("the entry was not read again");
  const finding = asExpected({ ...input, evidence: input.second, expectation: { kind: "stored" } });
  if ("nothing" in finding) return finding;
  return finding.map((found) => ({ ...found, expected: `${found.expected}, as before the request` }));
}
