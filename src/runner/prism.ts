import type { Case, Expectation } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";

/**
 * What the answers of a mock can be evidence of, by case. Prism serves the documented examples: their shape and media
 * type say whether the document keeps its own promises. A status that the test itself forces with `Prefer` is no
 * evidence for a status requirement, and the message of an example is nobody's.
 */
const JUDGED: Readonly<Record<string, readonly string[]>> = {
  "success/text": [
    "GMM-0102",
    "GMM-0103",
    "GMM-0104",
    "GMM-0106",
    "GMM-0107",
    "GMM-0109",
    "GMM-0111",
    "GMM-0113",
    "GMM-0603",
  ],
  "content-types/accept-json-success": ["GMM-0102", "GMM-0103", "GMM-0104", "GMM-0601", "GMM-0602", "GMM-0603"],
  "content-types/accept-any-success": ["GMM-0102", "GMM-0103", "GMM-0104", "GMM-0602", "GMM-0603"],
  "missing-key/nobody": ["GMM-0206", "GMM-0501", "GMM-0502", "GMM-0513", "GMM-0603"],
  "content-types/accept-json-missing": ["GMM-0501", "GMM-0502", "GMM-0513", "GMM-0601", "GMM-0602", "GMM-0603"],
  "bad-token/none": ["GMM-0401", "GMM-0501", "GMM-0502", "GMM-0513", "GMM-0603"],
};

/** What to ask Prism for so that it answers with the documented error. */
const PREFERRED: Readonly<Record<string, string>> = {
  "missing-key/nobody": "code=404",
  "content-types/accept-json-missing": "code=404",
};

/** What a mock that refuses a request answers: the status is its own, the code that of the documented example, 0. */
export const MOCK_REFUSAL: Expectation = { kind: "error", codes: ["UNAUTHENTICATED", "OK"], statuses: [401] };

/** True when a mock's answer to a case can be judged at all. */
export function prismJudges(testCase: Case, transport: Transport): boolean {
  return transport === "rest" && JUDGED[testCase.id] !== undefined;
}

/** Why a requirement is not judged by a mock's answer, or undefined when it is. */
export function whyNotByPrism(testCase: Case, requirement: string): string | undefined {
  const judged = JUDGED[testCase.id] ?? [];
  return judged.includes(requirement) ? undefined : "a mock's answer is no evidence for this";
}

/** The Prefer field that makes Prism answer as the case needs, or undefined. */
export function preference(testCase: Case): string | undefined {
  return PREFERRED[testCase.id];
}
