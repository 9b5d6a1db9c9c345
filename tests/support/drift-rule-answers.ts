import type { Observations } from "../../src/drift/baseline.ts";
import {
  CREDENTIALS,
  MISSING,
  PREFLIGHT,
  STORED,
  type Graded,
  type Missed,
  type Sample,
} from "./drift-rule-samples.ts";

const UNHELD = "bad-token/expired rest";
const CHOICE = "bad-token/basic-scheme rest";
const INVALID = "key-forms/length-201 rest";
const MALFORMED = "wire/two-messages grpc";
const DELETE = "methods/delete rest";
const OPTIONS = "methods/options rest";
const ENCODED = "key-forms/bad-percent rest";
const SLASH = "key-forms/raw-slash rest";

/** An answer as it is recorded, and as a row tells it. */
interface Told {
  readonly says: string;
  readonly observations: Observations;
}

const SUCCESS: Told = { says: "success (HTTP 200)", observations: { outcome: "success", status: "200" } };
const NO_ANSWER: Told = { says: "no answer", observations: { outcome: "no answer" } };
const INVALID_ARGUMENT = error("3 (INVALID_ARGUMENT)", "400");
const NOT_FOUND = error("5 (NOT_FOUND)", "404");
const UNIMPLEMENTED = error("12 (UNIMPLEMENTED)", "501");
const INTERNAL = error("13 (INTERNAL)", "500");
const UNAVAILABLE = error("14 (UNAVAILABLE)", "503");
const UNAUTHENTICATED = error("16 (UNAUTHENTICATED)", "401");
const RPC_UNIMPLEMENTED = error("12 (UNIMPLEMENTED)", "200");
const RPC_INTERNAL = error("13 (INTERNAL)", "200");
const REDIRECT = other("302");
const NO_METHOD = other("405");

function error(code: string, status: string): Told {
  return { says: `error ${code} (HTTP ${status})`, observations: { outcome: "error", status, code } };
}

function other(status: string): Told {
  const says = `HTTP ${status} with no media type and no content`;
  return { says, observations: { outcome: `other: ${says}`, status } };
}

/** The same answer with the verdict of a requirement. */
function judged({ says, observations }: Told, requirement: string, verdict: string): Told {
  return { says, observations: { ...observations, [`verdict ${requirement}`]: verdict } };
}

/** A second answer, after a first one that is of no interest. */
function afterwards(first: Told, { says, observations }: Told): Told {
  const second = Object.entries(observations).map(([name, value]) => [`then ${name}`, value] as const);
  return { says, observations: { ...first.observations, ...Object.fromEntries(second) } };
}

function answer(place: string, question: string, old: Told, now: Told): Sample {
  return [place, `answer to ${question}: ${old.says} -> ${now.says}`, old.observations, now.observations];
}

/** Changes of outcome, status or code. */
export const ANSWERS: readonly Graded[] = [
  ["DRIFT-0101", "breaking", ...answer(STORED, "a stored key", SUCCESS, NO_ANSWER)],
  [
    "DRIFT-0102",
    "risky",
    ...answer(
      DELETE,
      "another method",
      judged(UNIMPLEMENTED, "GMM-0701", "pass"),
      judged(SUCCESS, "GMM-0701", "fail: status 200"),
    ),
  ],
  ["DRIFT-0103", "breaking", ...answer(STORED, "a stored key", SUCCESS, NOT_FOUND)],
  [
    "DRIFT-0103",
    "breaking",
    ...answer(DELETE, "a stored key", afterwards(UNIMPLEMENTED, SUCCESS), afterwards(UNIMPLEMENTED, NOT_FOUND)),
  ],
  [
    "DRIFT-0104",
    "compatible",
    ...answer(
      MISSING,
      "a missing key",
      judged(INTERNAL, "GMM-0201", "fail: /code 13"),
      judged(NOT_FOUND, "GMM-0201", "pass"),
    ),
  ],
  ["DRIFT-0114", "breaking", ...answer(CREDENTIALS, "bad credentials", UNAUTHENTICATED, SUCCESS)],
  [
    "DRIFT-0105",
    "risky",
    ...answer(UNHELD, "bad credentials for a key that is not theirs", UNAUTHENTICATED, NOT_FOUND),
  ],
  ["DRIFT-0106", "compatible", ...answer(INVALID, "an invalid request", INVALID_ARGUMENT, NOT_FOUND)],
  ["DRIFT-0106", "compatible", ...answer(MALFORMED, "a malformed call", RPC_UNIMPLEMENTED, SUCCESS)],
  ["DRIFT-0107", "risky", ...answer(MALFORMED, "a malformed call", RPC_UNIMPLEMENTED, RPC_INTERNAL)],
  ["DRIFT-0108", "compatible", ...answer(CHOICE, "bad credentials", UNAUTHENTICATED, INVALID_ARGUMENT)],
  ["DRIFT-0108", "compatible", ...answer(OPTIONS, "an unusual request", NO_METHOD, UNIMPLEMENTED)],
  ["DRIFT-0109", "compatible", ...answer(DELETE, "another method", UNIMPLEMENTED, NO_METHOD)],
  ["DRIFT-0110", "risky", ...answer(STORED, "a stored key", REDIRECT, other("307"))],
  ["DRIFT-0111", "compatible", ...answer(ENCODED, "an unusual request", INVALID_ARGUMENT, NOT_FOUND)],
  ["DRIFT-0112", "risky", ...answer(SLASH, "an unusual request", NOT_FOUND, REDIRECT)],
  ["DRIFT-0113", "breaking", ...answer(ENCODED, "an unusual request", INVALID_ARGUMENT, INTERNAL)],
  ["DRIFT-0113", "breaking", ...answer(SLASH, "an unusual request", NOT_FOUND, INTERNAL)],
  ["DRIFT-0199", "breaking", ...answer(PREFLIGHT, "a preflight", other("204"), other("403"))],
];

/** Changes that a rule with a condition just misses, and the rule that grades them. */
export const MISSED_ANSWERS: readonly Missed[] = [
  ["DRIFT-0101", "DRIFT-0103", "breaking", ...answer(STORED, "a stored key", SUCCESS, INTERNAL)],
  [
    "DRIFT-0102",
    "DRIFT-0109",
    "compatible",
    ...answer(
      DELETE,
      "another method",
      judged(UNIMPLEMENTED, "GMM-0701", "pass"),
      judged(NOT_FOUND, "GMM-0701", "fail: status 404"),
    ),
  ],
  ["DRIFT-0103", "DRIFT-0199", "breaking", ...answer(STORED, "a stored key", INTERNAL, UNAVAILABLE)],
  [
    "DRIFT-0104",
    "DRIFT-0199",
    "breaking",
    ...answer(
      MISSING,
      "a missing key",
      judged(INTERNAL, "GMM-0201", "fail: /code 13"),
      judged(UNAVAILABLE, "GMM-0201", "fail: /code 14"),
    ),
  ],
  ["DRIFT-0114", "DRIFT-0199", "breaking", ...answer(CREDENTIALS, "bad credentials", UNAUTHENTICATED, NOT_FOUND)],
  [
    "DRIFT-0105",
    "DRIFT-0199",
    "breaking",
    ...answer(UNHELD, "bad credentials for a key that is not theirs", UNAUTHENTICATED, INTERNAL),
  ],
  ["DRIFT-0106", "DRIFT-0199", "breaking", ...answer(INVALID, "an invalid request", INVALID_ARGUMENT, INTERNAL)],
  [
    "DRIFT-0108",
    "DRIFT-0199",
    "breaking",
    ...answer(CREDENTIALS, "bad credentials", UNAUTHENTICATED, INVALID_ARGUMENT),
  ],
  [
    "DRIFT-0108",
    "DRIFT-0199",
    "breaking",
    ...answer(
      CHOICE,
      "bad credentials",
      judged(UNAUTHENTICATED, "GMM-0401", "pass"),
      judged(INTERNAL, "GMM-0401", "fail: /code 13"),
    ),
  ],
  ["DRIFT-0109", "DRIFT-0110", "risky", ...answer(DELETE, "another method", REDIRECT, other("307"))],
  ["DRIFT-0110", "DRIFT-0199", "breaking", ...answer(MISSING, "a missing key", NOT_FOUND, REDIRECT)],
  ["DRIFT-0111", "DRIFT-0112", "risky", ...answer(ENCODED, "an unusual request", INVALID_ARGUMENT, REDIRECT)],
  ["DRIFT-0113", "DRIFT-0108", "compatible", ...answer(OPTIONS, "an unusual request", NO_METHOD, other("501"))],
  ["DRIFT-0113", "DRIFT-0108", "compatible", ...answer(SLASH, "an unusual request", INTERNAL, UNAVAILABLE)],
];
