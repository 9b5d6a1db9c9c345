import type { Expectation } from "../contract/case.ts";
import type { CheckInput, Finding } from "./check.ts";
import { codeNumber, HTTP_STATUSES, type CodeName } from "../contract/codes.ts";
import type { Evidence } from "../protocol/outcome.ts";
import { classOf, describe, nothing, PASS, statusPlace, violation, violationsOf } from "./finding.ts";
import { keyIsEchoed, valueIsExact } from "./metadata.ts";

type ErrorExpectation = Extract<Expectation, { kind: "error" }>;

/** The answer is the one that the case expects: the right success, or the right error. */
export function asExpected(input: CheckInput): Finding {
  const { expectation, evidence } = input;
  switch (expectation.kind) {
    case "stored":
      return isStored(input);
    case "error":
      return isError(expectation, evidence);
    case "stored-or-missing":
      return isStoredOrMissing(input);
    default:
      return nothing(`the case expects no particular outcome (${expectation.kind})`);
  }
}

/** The answer is not a success, because no user can have a key that cannot be addressed. */
export function noMetadata(input: CheckInput): Finding {
  if (input.expectation.kind !== "open") return asExpected(input);
  const { evidence } = input;
  if (evidence.outcome.kind !== "success") return PASS;
  return violation(statusPlace(evidence), "no metadata", `${describe(evidence)} with metadata`, classOf(evidence));
}

/** An empty key is refused: as invalid; or over REST, where no path addresses it, with anything but a 2xx. */
export function emptyKeyIsRefused(input: CheckInput): Finding {
  if (input.expectation.kind !== "open") return asExpected(input);
  const { evidence } = input;
  const { status } = evidence.exchange.response;
  if (status < 200 || status > 299) return PASS;
  return violation("status", "no 2xx", describe(evidence), classOf(evidence));
}

/** The request is refused as a client error, with any 4xx. */
export function isClientError({ evidence }: CheckInput): Finding {
  const { status } = evidence.exchange.response;
  if (status >= 400 && status < 500) return PASS;
  return violation("status", "HTTP 4xx", describe(evidence), classOf(evidence));
}

function isStored(input: CheckInput): Finding {
  const { evidence } = input;
  if (evidence.outcome.kind !== "success") {
    const expected =
      evidence.exchange.transport === "rest" ? "HTTP 200 with the metadata" : "code 0 (OK) with the metadata";
    return violation(statusPlace(evidence), expected, describe(evidence), classOf(evidence));
  }
  const { status } = evidence.exchange.response;
  if (evidence.exchange.transport === "rest" && status !== 200) {
    return violation("status", "HTTP 200 with the metadata", describe(evidence), classOf(evidence));
  }
  return [keyIsEchoed(input), valueIsExact(input)].flatMap(violationsOf);
}

function isStoredOrMissing(input: CheckInput): Finding {
  const missing: ErrorExpectation = { kind: "error", codes: ["NOT_FOUND"] };
  switch (input.storedState.kind) {
    case "missing":
      return isError(missing, input.evidence);
    case "value":
    case "present":
      return isStored(input);
    case "unknown":
      return input.evidence.outcome.kind === "success" ? isStored(input) : isError(missing, input.evidence);
  }
}

function isError(expectation: ErrorExpectation, evidence: Evidence): Finding {
  const { outcome, exchange } = evidence;
  const isRest = exchange.transport === "rest";
  const statuses = expectation.statuses ?? expectation.codes.flatMap((code) => HTTP_STATUSES[code]);
  const refused = (where: string, seen: string): Finding =>
    violation(where, expectedError(expectation.codes, isRest ? statuses : undefined), describe(evidence), seen);
  const statusFits = !isRest || statuses.includes(exchange.response.status);
  if (!statusFits) return refused("status", classOf(evidence));
  // A server that rejects a request before reading it may send no body with a code.
  if (isRest && expectation.statuses !== undefined && outcome.kind === "other") return PASS;
  if (outcome.kind !== "error") return refused(statusPlace(evidence), classOf(evidence));
  const { code } = outcome;
  if (code !== undefined && expectation.codes.some((each) => codeNumber(each) === code)) return PASS;
  return refused(isRest ? "/code" : "grpc-status", code === undefined ? "absent" : `code ${String(code)}`);
}

function expectedError(codes: readonly CodeName[], statuses: readonly number[] | undefined): string {
  const names = codes.map((code) => `${String(codeNumber(code))} (${code})`).join(" or ");
  if (statuses === undefined) return `code ${names}`;
  return `HTTP ${[...new Set(statuses)].map(String).join(" or ")} and code ${names}`;
}
