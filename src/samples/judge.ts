import { checkOf } from "../checks/index.ts";
import type { CheckInput } from "../checks/check.ts";
import type { SingleCase } from "../contract/case.ts";
import { codeNumber, type CodeName } from "../contract/codes.ts";
import type { RequirementId } from "../contract/requirements/index.ts";
import { readRest } from "../protocol/json/read.ts";
import type { Evidence } from "../protocol/outcome.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { storedStateOf } from "../runner/keys.ts";
import { outputOf, type Ended } from "./process.ts";

/** What is wrong with a sample's output, if anything; `reported` is how it showed an error. */
export interface Judgement {
  readonly wrong?: string;
  readonly reported?: string;
}

/** REST's requirements on the body of a success: a sample prints no status and no header fields. */
const BODY: readonly RequirementId[] = [
  "GMM-0103",
  "GMM-0104",
  "GMM-0106",
  "GMM-0107",
  "GMM-0108",
  "GMM-0109",
  "GMM-0110",
  "GMM-0111",
  "GMM-0113",
  "GMM-0114",
  "GMM-0115",
  "GMM-0116",
  "GMM-0120",
];

/** A sample's request, in the form of a case. */
const CASE: SingleCase = {
  kind: "single",
  id: "samples/success",
  title: "A code sample gets the entry",
  group: "success",
  transports: ["rest"],
  request: { key: "{key}", credential: "subject" },
  expect: { kind: "stored" },
  requirements: BODY,
};

/**
 * Judges a sample that must get the entry: it exits with 0 and prints the body of a success and nothing else. `printed`
 * is its output for a reader.
 */
export function judgeSuccess(ended: Ended, printed: string, descriptor: TargetDescriptor, now: number): Judgement {
  const stopped = whyStopped(ended);
  if (stopped !== undefined) return { wrong: stopped };
  if (ended.code !== 0) return { wrong: `it ends with ${exitOf(ended)} and ${printed}` };
  const input = inputOf(ended.stdout, descriptor, now);
  for (const id of BODY) {
    const finding = checkOf(id)(input);
    if ("nothing" in finding || finding[0] === undefined) continue;
    const { where, expected, actual } = finding[0];
    return {
      wrong: `it prints no documented success: ${id} at ${where}: expected ${expected}, actual ${actual}; ${printed}`,
    };
  }
  // For the body of an error every check of a member has nothing to judge.
  return input.evidence.outcome.kind === "success" && input.evidence.outcome.metadata !== undefined
    ? {}
    : { wrong: `it prints no entry, but ${printed}` };
}

/**
 * Judges a sample that must be refused: it prints the documented body of the error, or reports the HTTP status in its
 * client's own words.
 */
export function judgeError(
  ended: Ended,
  printed: string,
  { code, status }: { readonly code: CodeName; readonly status: number },
): Judgement {
  const stopped = whyStopped(ended);
  if (stopped !== undefined) return { wrong: stopped };
  const { outcome } = evidenceOf(ended.stdout, status);
  if (outcome.kind === "error" && outcome.code === codeNumber(code)) return { reported: "the documented body" };
  // Neither a line number of a source file nor part of a longer number.
  const named = new RegExp(`(?<![\\d:.-])${String(status)}(?![\\d:.-]\\d)`).test(
    outputOf(ended).replace(/:\d+(:\d+)?/g, ""),
  );
  if (named) return { reported: `the status ${String(status)}, ${exitOf(ended)}` };
  return {
    wrong: `it reports neither the documented body with code ${String(codeNumber(code))} nor the status ${String(status)}, but ${printed}`,
  };
}

function inputOf(stdout: string, descriptor: TargetDescriptor, now: number): CheckInput {
  return {
    kind: "single",
    testCase: CASE,
    transport: "rest",
    expectation: CASE.expect,
    key: descriptor.key,
    storedState: storedStateOf(descriptor, "subject", descriptor.key),
    evidence: evidenceOf(stdout, 200),
    latest: now,
    clockIsKnown: descriptor.clockAhead !== null,
    secrets: [],
  };
}

/** The printed text as the body of an answer, without the line end that printing adds. */
function evidenceOf(stdout: string, status: number): Evidence {
  const body = Buffer.from(stdout.trim());
  return readRest({
    transport: "rest",
    request: { httpVersion: "1.1", method: "GET", path: "/", headers: [], body: new Uint8Array() },
    response: {
      httpVersion: "1.1",
      status,
      headers: [["content-type", "application/json"]],
      trailers: [],
      body,
      incomplete: false,
    },
    startedAt: 0,
    duration: 0,
  });
}

/** Why a sample did not end by itself; undefined when it did. */
export function whyStopped({ how }: Ended): string | undefined {
  switch (how) {
    case "exit":
      return undefined;
    case "missing":
      return "its program cannot be started";
    case "time":
      return "it does not end in time";
    case "output":
      return "it prints without end";
  }
}

function exitOf({ code }: Ended): string {
  return code === null ? "a signal" : `exit code ${String(code)}`;
}

const SHOWN = 400;

/**
 * The beginning of a sample's output, on one line. Redacted before it is cut, because redaction would miss part of a
 * secret.
 */
export function describePrinted(ended: Ended, redact: (text: string) => string): string {
  const text = redact(outputOf(ended)).replace(/\s+/g, " ").trim();
  if (text === "") return "prints nothing";
  return `prints ${JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text)}`;
}
