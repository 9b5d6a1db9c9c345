import { define, SOURCES as S } from "./define.ts";

/** One key means one thing, whichever transport asks. */
export const PARITY = define("parity", [
  [
    "GMM-0901",
    "MUST",
    "all",
    "Every transport gives the same key and value, to the byte",
    `${S.docs}, Responses (one schema for all media types)`,
  ],
  [
    "GMM-0902",
    "MUST",
    "all",
    "Every transport gives the same sequence and resource owner",
    `${S.docs}, Responses (one schema for all media types)`,
  ],
  ["GMM-0903", "MUST", "all", "Every transport gives the same times, to the nanosecond", `${S.protoJson}, Timestamp`],
  ["GMM-0904", "MUST", "all", "Every transport gives the same error code", `${S.docs}, Responses, default; ${S.codes}`],
  [
    "GMM-0905",
    "MUST",
    "all",
    "What is a success over one transport is one over every other",
    `${S.docs}, Responses (one schema for all media types)`,
  ],
]);
