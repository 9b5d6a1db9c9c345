import { codeNumber, type CodeName } from "../../src/contract/codes.ts";
import type { Grade } from "../../src/contract/grade.ts";
import type { AnswerValue, VerdictValue } from "../../src/drift/observation.ts";
import { CREDENTIALS, MISSING, PREFLIGHT, STORED, type Missed, type Sample, type Side } from "./drift-rule-samples.ts";

const UNHELD = "bad-token/expired rest";
const ALTERNATIVE = "bad-token/basic-scheme rest";
const INVALID = "key-forms/length-201 rest";
const MALFORMED = "wire/two-messages grpc";
const DELETE = "methods/delete rest";
const OPTIONS = "methods/options rest";
const ENCODED = "key-forms/bad-percent rest";
const SLASH = "key-forms/raw-slash rest";

/** A recorded answer, and its text in a row. */
interface Shown {
  readonly says: string;
  readonly side: Side;
}

const SUCCESS = shown("success (HTTP 200)", { kind: "success", httpStatus: 200 });
const NO_ANSWER = shown("no answer", { kind: "none" });
const INVALID_ARGUMENT = error("INVALID_ARGUMENT", 400);
const NOT_FOUND = error("NOT_FOUND", 404);
const UNIMPLEMENTED = error("UNIMPLEMENTED", 501);
const INTERNAL = error("INTERNAL", 500);
const UNAVAILABLE = error("UNAVAILABLE", 503);
const UNAUTHENTICATED = error("UNAUTHENTICATED", 401);
const RPC_UNIMPLEMENTED = error("UNIMPLEMENTED", 200);
const RPC_NOT_FOUND = error("NOT_FOUND", 200);
const RPC_INTERNAL = error("INTERNAL", 200);
const REDIRECT = other(302);
const NO_METHOD = other(405);

function shown(says: string, value: AnswerValue): Shown {
  return { says, side: { observations: [{ kind: "answer", value }] } };
}

function error(name: CodeName, httpStatus: number): Shown {
  const code = codeNumber(name);
  return shown(`error ${String(code)} (${name}) (HTTP ${String(httpStatus)})`, { kind: "error", code, httpStatus });
}

function other(httpStatus: number): Shown {
  return shown(`HTTP ${String(httpStatus)} with no media type and no content`, {
    ...{ kind: "other", httpStatus, mediaType: null, empty: true, grpcStatus: null },
  });
}

/** The same answer with the verdict of a requirement. */
function withVerdict(
  { says, side }: Shown,
  requirement: string,
  verdict: VerdictValue["verdict"],
  seen?: string,
): Shown {
  const value = { verdict, seen: seen === undefined ? [] : [seen] };
  return { says, side: { observations: [...side.observations, { kind: "verdict", requirement, value }] } };
}

/** A second answer, after an irrelevant first one. */
function afterwards(first: Shown, { says, side }: Shown): Shown {
  return { says, side: { ...first.side, second: side.observations } };
}

function answer(rule: string, grade: Grade, place: string, question: string, old: Shown, now: Shown): Sample {
  const says = `answer to ${question}: ${old.says} -> ${now.says}`;
  return { rule, grade, place, says, old: old.side, now: now.side };
}

function missed(id: string, ...sample: Parameters<typeof answer>): Missed {
  return { missed: id, ...answer(...sample) };
}

/** Changes of outcome, status or code. */
export const ANSWERS: readonly Sample[] = [
  answer("DRIFT-0101", "breaking", STORED, "a stored key", SUCCESS, NO_ANSWER),
  answer(
    "DRIFT-0102",
    "risky",
    DELETE,
    "another method",
    withVerdict(UNIMPLEMENTED, "GMM-0701", "pass"),
    withVerdict(SUCCESS, "GMM-0701", "fail", "status 200"),
  ),
  answer("DRIFT-0119", "risky", "content-types/accept-xml-success rest", "a stored key", SUCCESS, other(406)),
  answer("DRIFT-0103", "breaking", STORED, "a stored key", SUCCESS, NOT_FOUND),
  answer(
    "DRIFT-0103",
    "breaking",
    DELETE,
    "a stored key",
    afterwards(UNIMPLEMENTED, SUCCESS),
    afterwards(UNIMPLEMENTED, NOT_FOUND),
  ),
  answer(
    "DRIFT-0104",
    "compatible",
    MISSING,
    "a missing key",
    withVerdict(INTERNAL, "GMM-0201", "fail", "/code 13"),
    withVerdict(NOT_FOUND, "GMM-0201", "pass"),
  ),
  // A challenge where there was none is no loss, whatever it lacks.
  answer(
    "DRIFT-0104",
    "compatible",
    CREDENTIALS,
    "bad credentials",
    withVerdict(
      withVerdict(INTERNAL, "GMM-0412", "fail", "www-authenticate absent"),
      ...(["GMM-0414", "inapplicable"] as const),
    ),
    withVerdict(
      withVerdict(UNAUTHENTICATED, "GMM-0412", "pass"),
      ...(["GMM-0414", "deviation", "www-authenticate absent"] as const),
    ),
  ),
  answer("DRIFT-0114", "breaking", CREDENTIALS, "bad credentials", UNAUTHENTICATED, SUCCESS),
  answer("DRIFT-0105", "risky", UNHELD, "bad credentials for a key that is not theirs", UNAUTHENTICATED, NOT_FOUND),
  answer("DRIFT-0106", "compatible", INVALID, "an invalid request", INVALID_ARGUMENT, NOT_FOUND),
  answer("DRIFT-0106", "compatible", MALFORMED, "a malformed call", RPC_UNIMPLEMENTED, SUCCESS),
  answer("DRIFT-0107", "risky", MALFORMED, "a malformed call", RPC_UNIMPLEMENTED, RPC_INTERNAL),
  answer("DRIFT-0108", "compatible", ALTERNATIVE, "bad credentials", UNAUTHENTICATED, INVALID_ARGUMENT),
  answer("DRIFT-0108", "compatible", OPTIONS, "OPTIONS", NO_METHOD, UNIMPLEMENTED),
  answer("DRIFT-0106", "compatible", OPTIONS, "OPTIONS", NO_METHOD, other(204)),
  answer("DRIFT-0112", "risky", OPTIONS, "OPTIONS", NO_METHOD, REDIRECT),
  answer("DRIFT-0117", "cosmetic", OPTIONS, "OPTIONS", other(204), other(200)),
  answer("DRIFT-0118", "risky", OPTIONS, "OPTIONS", other(204), NO_METHOD),
  answer(
    "DRIFT-0116",
    "risky",
    ALTERNATIVE,
    "bad credentials",
    withVerdict(INVALID_ARGUMENT, "GMM-0412", "inapplicable"),
    withVerdict(UNAUTHENTICATED, "GMM-0412", "fail", "www-authenticate absent"),
  ),
  // No path addresses a dot segment: what is promised over gRPC is promised of no request over REST.
  answer("DRIFT-0112", "risky", "key-forms/dot-dot rest", "an unusual request", other(301), INVALID_ARGUMENT),
  answer("DRIFT-0199", "breaking", "key-forms/dot-dot grpc", "a missing key", RPC_NOT_FOUND, RPC_INTERNAL),
  answer("DRIFT-0109", "compatible", DELETE, "another method", UNIMPLEMENTED, NO_METHOD),
  answer("DRIFT-0110", "risky", STORED, "a stored key", REDIRECT, other(307)),
  answer("DRIFT-0111", "compatible", ENCODED, "an unusual request", INVALID_ARGUMENT, NOT_FOUND),
  answer("DRIFT-0112", "risky", SLASH, "an unusual request", NOT_FOUND, REDIRECT),
  answer("DRIFT-0113", "breaking", ENCODED, "an unusual request", INVALID_ARGUMENT, INTERNAL),
  answer("DRIFT-0113", "breaking", SLASH, "an unusual request", NOT_FOUND, INTERNAL),
  answer("DRIFT-0115", "cosmetic", PREFLIGHT, "a preflight", other(204), other(200)),
  answer("DRIFT-0199", "breaking", PREFLIGHT, "a preflight", other(204), other(403)),
];

/** Changes that a rule with a condition just misses, and the rule that grades them. */
export const MISSED_ANSWERS: readonly Missed[] = [
  missed("DRIFT-0101", "DRIFT-0103", "breaking", STORED, "a stored key", SUCCESS, INTERNAL),
  missed(
    "DRIFT-0102",
    "DRIFT-0109",
    "compatible",
    DELETE,
    "another method",
    withVerdict(UNIMPLEMENTED, "GMM-0701", "pass"),
    withVerdict(NOT_FOUND, "GMM-0701", "fail", "status 404"),
  ),
  missed(
    "DRIFT-0119",
    "DRIFT-0103",
    "breaking",
    "content-types/accept-any-success rest",
    "a stored key",
    withVerdict(SUCCESS, "GMM-0101", "pass"),
    withVerdict(other(406), "GMM-0101", "fail", "status HTTP 406"),
  ),
  // The documentation lists this media type.
  missed(
    "DRIFT-0119",
    "DRIFT-0103",
    "breaking",
    "content-types/accept-grpc-success rest",
    "a stored key",
    SUCCESS,
    other(406),
  ),
  missed("DRIFT-0103", "DRIFT-0199", "breaking", STORED, "a stored key", INTERNAL, UNAVAILABLE),
  missed(
    "DRIFT-0104",
    "DRIFT-0199",
    "breaking",
    MISSING,
    "a missing key",
    withVerdict(INTERNAL, "GMM-0201", "fail", "/code 13"),
    withVerdict(UNAVAILABLE, "GMM-0201", "fail", "/code 14"),
  ),
  // A server fault is gone, and what must be refused is answered.
  ...(
    [
      ["DRIFT-0114", CREDENTIALS, "bad credentials", "GMM-0402"],
      ["DRIFT-0199", "missing-key/other-user rest", "a missing key", "GMM-0202"],
    ] as const
  ).map(([rule, place, question, requirement]) =>
    missed(
      "DRIFT-0104",
      rule,
      "breaking",
      place,
      question,
      withVerdict(withVerdict(INTERNAL, "GMM-0309", "fail", "status 500"), requirement, "fail", "status 500"),
      withVerdict(withVerdict(SUCCESS, "GMM-0309", "pass"), requirement, "fail", "status 200"),
    ),
  ),
  missed("DRIFT-0115", "DRIFT-0199", "breaking", PREFLIGHT, "a preflight", other(204), other(403)),
  missed("DRIFT-0114", "DRIFT-0199", "breaking", CREDENTIALS, "bad credentials", UNAUTHENTICATED, NOT_FOUND),
  missed(
    "DRIFT-0105",
    "DRIFT-0199",
    "breaking",
    UNHELD,
    "bad credentials for a key that is not theirs",
    UNAUTHENTICATED,
    INTERNAL,
  ),
  missed("DRIFT-0106", "DRIFT-0199", "breaking", INVALID, "an invalid request", INVALID_ARGUMENT, INTERNAL),
  missed("DRIFT-0108", "DRIFT-0199", "breaking", CREDENTIALS, "bad credentials", UNAUTHENTICATED, INVALID_ARGUMENT),
  missed(
    "DRIFT-0108",
    "DRIFT-0199",
    "breaking",
    ALTERNATIVE,
    "bad credentials",
    withVerdict(UNAUTHENTICATED, "GMM-0401", "pass"),
    withVerdict(INTERNAL, "GMM-0401", "fail", "/code 13"),
  ),
  // A refused method must leave the entry as it was.
  missed(
    "DRIFT-0109",
    "DRIFT-0199",
    "breaking",
    DELETE,
    "another method",
    withVerdict(NOT_FOUND, "GMM-0705", "pass"),
    withVerdict(UNIMPLEMENTED, "GMM-0705", "fail", "/metadata/details/sequence 2"),
  ),
  missed(
    "DRIFT-0102",
    "DRIFT-0199",
    "breaking",
    DELETE,
    "another method",
    withVerdict(UNIMPLEMENTED, "GMM-0705", "pass"),
    withVerdict(SUCCESS, "GMM-0705", "fail", "/metadata/details/sequence 2"),
  ),
  missed(
    "DRIFT-0109",
    "DRIFT-0116",
    "risky",
    OPTIONS,
    "OPTIONS",
    withVerdict(UNIMPLEMENTED, "GMM-0702", "inapplicable"),
    withVerdict(NO_METHOD, "GMM-0702", "fail", "allow absent"),
  ),
  missed(
    "DRIFT-0111",
    "DRIFT-0116",
    "risky",
    SLASH,
    "an unusual request",
    withVerdict(NOT_FOUND, "GMM-0507", "pass"),
    withVerdict(INVALID_ARGUMENT, "GMM-0507", "fail", "/message a stack trace"),
  ),
  missed("DRIFT-0109", "DRIFT-0110", "risky", DELETE, "another method", REDIRECT, other(307)),
  missed("DRIFT-0110", "DRIFT-0199", "breaking", MISSING, "a missing key", NOT_FOUND, REDIRECT),
  missed("DRIFT-0111", "DRIFT-0112", "risky", ENCODED, "an unusual request", INVALID_ARGUMENT, REDIRECT),
  missed("DRIFT-0113", "DRIFT-0108", "compatible", OPTIONS, "OPTIONS", NO_METHOD, other(501)),
  // What no path addresses must not be answered as if something were there.
  missed(
    "DRIFT-0112",
    "DRIFT-0199",
    "breaking",
    "key-forms/empty rest",
    "an unusual request",
    withVerdict(INVALID_ARGUMENT, "GMM-0308", "pass"),
    withVerdict(SUCCESS, "GMM-0308", "fail", "status HTTP 200"),
  ),
  missed("DRIFT-0116", "DRIFT-0199", "breaking", CREDENTIALS, "bad credentials", UNAUTHENTICATED, INVALID_ARGUMENT),
  missed("DRIFT-0117", "DRIFT-0118", "risky", OPTIONS, "OPTIONS", other(204), NO_METHOD),
  missed("DRIFT-0118", "DRIFT-0117", "cosmetic", OPTIONS, "OPTIONS", other(204), other(200)),
  missed("DRIFT-0113", "DRIFT-0108", "compatible", SLASH, "an unusual request", INTERNAL, UNAVAILABLE),
];
