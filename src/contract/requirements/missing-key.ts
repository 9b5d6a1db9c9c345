import { define, SOURCES as S } from "./define.ts";

/** Requests for a key that the user does not have. */
export const MISSING_KEY = define("missing-key", [
  {
    id: "GMM-0201",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "A key that the user does not have is answered NOT_FOUND (HTTP 404)",
    source: `${S.docs}, Responses, default; ${S.codes}, NOT_FOUND`,
  },
  {
    id: "GMM-0202",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "A key that only another user has is missing",
    source: `${S.docs}, "of the authenticated user"`,
  },
  {
    id: "GMM-0203",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "Keys that differ in the case of letters are different keys",
    source: `${S.docs}, "a specific key"; RFC 3986 §6.2.2.1`,
  },
  {
    id: "GMM-0204",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "A key with a space at its end is another key",
    source: `${S.docs}, "a specific key"`,
  },
  {
    id: "GMM-0205",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "A key that is only the beginning of a stored key is another key",
    source: `${S.docs}, "a specific key"`,
  },
  {
    id: "GMM-0206",
    level: "MUST",
    drift: "compatible",
    transports: ["rest"],
    statement: "An error carries no metadata",
    source: `${S.docs}, Responses, default, Schema`,
  },
]);
