import type { JudgedExample, JudgedExamples } from "../../target/judged-examples.ts";
import type { RequirementId } from "../../contract/requirements/index.ts";

/** The documented 404, which a mock answers only on request. */
const NOT_FOUND = { prefer: "code=404" };

function overRest(requirements: readonly RequirementId[], headers?: JudgedExample["headers"]): JudgedExample {
  return { transports: ["rest"], requirements, ...(headers === undefined ? {} : { headers }) };
}

/**
 * What a mock's answers can be evidence of. Prism serves the documented examples: their shape and media type show
 * whether the document fits itself. A status that the test forces with `Prefer` is no evidence for a status
 * requirement, and neither is an example's message.
 */
export const PRISM_EXAMPLES: JudgedExamples = {
  cases: {
    "success/text": overRest([
      "GMM-0102",
      "GMM-0103",
      "GMM-0104",
      "GMM-0106",
      "GMM-0107",
      "GMM-0109",
      "GMM-0111",
      "GMM-0113",
      "GMM-0603",
    ]),
    "content-types/accept-json-success": overRest([
      "GMM-0102",
      "GMM-0103",
      "GMM-0104",
      "GMM-0601",
      "GMM-0602",
      "GMM-0603",
    ]),
    "content-types/accept-any-success": overRest(["GMM-0102", "GMM-0103", "GMM-0104", "GMM-0602", "GMM-0603"]),
    "missing-key/nobody": overRest(["GMM-0206", "GMM-0501", "GMM-0502", "GMM-0513", "GMM-0603"], NOT_FOUND),
    "content-types/accept-json-missing": overRest(
      ["GMM-0501", "GMM-0502", "GMM-0513", "GMM-0601", "GMM-0602", "GMM-0603"],
      NOT_FOUND,
    ),
    "bad-token/none": overRest(["GMM-0401", "GMM-0501", "GMM-0502", "GMM-0513", "GMM-0603"]),
  },
  otherCases: "Prism mocks the documented examples over REST as JSON, and does not support this",
  otherRequirements: "a mock's answer is no evidence for this",
  // The status comes from the mock, the code 0 from the documented example.
  refusal: { kind: "error", codes: ["UNAUTHENTICATED", "OK"], statuses: [401] },
};
