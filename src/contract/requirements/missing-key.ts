import { define, SOURCES as S } from "./define.ts";

/** What becomes of a key that the user does not have. */
export const MISSING_KEY = define("missing-key", [
  [
    "GMM-0201",
    "MUST",
    "all",
    "A key that the user does not have is answered NOT_FOUND (HTTP 404)",
    `${S.docs}, Responses, default; ${S.codes}, NOT_FOUND`,
  ],
  ["GMM-0202", "MUST", "all", "A key that only another user has is missing", `${S.docs}, "of the authenticated user"`],
  [
    "GMM-0203",
    "MUST",
    "all",
    "Keys that differ in the case of letters are different keys",
    `${S.docs}, "a specific key"; RFC 3986 §6.2.2.1`,
  ],
  ["GMM-0204", "MUST", "all", "A key with a space at its end is another key", `${S.docs}, "a specific key"`],
  [
    "GMM-0205",
    "MUST",
    "all",
    "A key that is only the beginning of a stored key is another key",
    `${S.docs}, "a specific key"`,
  ],
  ["GMM-0206", "MUST", ["rest"], "An error carries no metadata", `${S.docs}, Responses, default, Schema`],
]);
