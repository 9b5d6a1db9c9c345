import type { Case } from "../contract/case.ts";
import { tokenOf } from "../engine/credentials.ts";
import { CASES } from "../cases/index.ts";
import type { Answer } from "./baseline.ts";

/**
 * What a case asks for, as far as it decides how a client feels another answer: `stored` and `missing` keys, bad
 * `credentials`, a request that is `invalid` or `malformed` on the wire, a `method`, a `preflight`, or something of
 * which nothing is promised (`open`).
 */
export type Asks = "stored" | "missing" | "credentials" | "invalid" | "malformed" | "method" | "preflight" | "open";

const BY_ID = new Map(CASES.map((testCase) => [testCase.id, testCase]));
/** The first case with an expectation for each stimulus: a parity case asks what another one expects. */
const BY_STIMULUS = new Map<string, Case>();
for (const testCase of CASES) {
  const stimulus = stimulusOf(testCase);
  if (testCase.expect.kind !== "open" && !BY_STIMULUS.has(stimulus)) BY_STIMULUS.set(stimulus, testCase);
}

/** What the case of an answer asks for; `open` for a case that this suite does not have. */
export function asksOf({ case: id }: Pick<Answer, "case">): Asks {
  const own = BY_ID.get(id);
  if (own === undefined) return "open";
  const { stimulus, expect } = own.expect.kind === "open" ? (BY_STIMULUS.get(stimulusOf(own)) ?? own) : own;
  switch (expect.kind) {
    case "stored":
    case "stored-or-missing":
      return "stored";
    case "head":
    case "method-refused":
      return "method";
    case "preflight":
      return "preflight";
    case "error": {
      if (own.group === "bad-token" || tokenOf(stimulus.credential) !== "subject") return "credentials";
      if (stimulus.rpc?.rawBody !== undefined || stimulus.rpc?.headers?.["grpc-timeout"] !== undefined)
        return "malformed";
      return expect.codes.length === 1 && expect.codes[0] === "NOT_FOUND" ? "missing" : "invalid";
    }
    case "open":
      return own.group === "methods" ? "method" : "open";
  }
}

/** True when the documents leave the choice between several refusals in this case. */
export function leavesChoice({ case: id }: Pick<Answer, "case">): boolean {
  const expect = BY_ID.get(id)?.expect;
  if (expect === undefined) return false;
  return expect.kind === "error" ? expect.codes.length > 1 || expect.statuses !== undefined : expect.kind === "open";
}

/** Two cases with the same stimulus are answered by the same exchange. */
export function stimulusOf({ stimulus }: Pick<Case, "stimulus">): string {
  return JSON.stringify(stimulus);
}

/** The stimulus of an answer's case, by which answers to the same question find each other. */
export function questionOf({ case: id }: Pick<Answer, "case">): string {
  const testCase = BY_ID.get(id);
  return testCase === undefined ? id : stimulusOf(testCase);
}
