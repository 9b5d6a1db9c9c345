import { define, SOURCES as S } from "./define.ts";

/** One key means the same over every transport. */
export const PARITY = define("parity", [
  {
    id: "GMM-0901",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "Every transport gives the same key and value, to the byte",
    source: `${S.docs}, Responses (one schema for all media types)`,
  },
  {
    id: "GMM-0902",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "Every transport gives the same sequence and resource owner",
    source: `${S.docs}, Responses (one schema for all media types)`,
  },
  {
    id: "GMM-0903",
    level: "MUST",
    drift: "risky",
    transports: "all",
    statement: "Every transport gives the same times, to the nanosecond",
    source: `${S.protoJson}, Timestamp`,
  },
  {
    id: "GMM-0904",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "Every transport gives the same error code",
    source: `${S.docs}, Responses, default; ${S.codes}`,
  },
  {
    id: "GMM-0905",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "What is a success over one transport is one over every other",
    source: `${S.docs}, Responses (one schema for all media types)`,
  },
]);
