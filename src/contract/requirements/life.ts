import { define, SOURCES as S } from "./define.ts";

const DETAILS = `${S.proto} zitadel/object.proto, ObjectDetails`;

/** A value that is created, changed and deleted. */
export const LIFE = define("life", [
  {
    id: "GMM-1001",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "A value that was stored is returned",
    source: `${S.docs}, "Returns a metadata value"`,
  },
  {
    id: "GMM-1002",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "A value that was changed is returned in place of the earlier one",
    source: `${S.docs}, "Returns a metadata value"`,
  },
  {
    id: "GMM-1003",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "A key that was deleted is not found",
    source: `${S.docs}, Responses, default; ${S.codes}`,
  },
  {
    id: "GMM-1004",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "The sequence grows when a value changes",
    source: `${DETAILS}.sequence ("always counting")`,
  },
  {
    id: "GMM-1005",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "The creation date stays when a value changes",
    source: `${DETAILS}.creation_date`,
  },
  {
    id: "GMM-1006",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "The change date advances when a value changes",
    source: `${DETAILS}.change_date`,
  },
  {
    // No document promises this, and the vendor's projections lag.
    id: "GMM-1007",
    level: "SHOULD",
    drift: "risky",
    transports: "all",
    statement: "A change that was seen is not undone by the next answer",
    source: "RFC 9110 §9.2.1 (a read changes nothing)",
  },
  {
    id: "GMM-1008",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "A new entry has the time of its write as both dates, to within fifteen minutes",
    source: `${DETAILS}.creation_date ("the timestamp of the first event"), ObjectDetails.change_date`,
  },
]);
