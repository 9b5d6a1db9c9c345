import { define, SOURCES as S } from "./define.ts";

const DETAILS = `${S.proto} zitadel/object.proto, ObjectDetails`;

/** What becomes of a value that is created, changed and deleted. */
export const LIFE = define("life", [
  ["GMM-1001", "MUST", "all", "A value that was stored is returned", `${S.docs}, "Returns a metadata value"`],
  [
    "GMM-1002",
    "MUST",
    "all",
    "A value that was changed is returned in place of the earlier one",
    `${S.docs}, "Returns a metadata value"`,
  ],
  ["GMM-1003", "MUST", "all", "A key that was deleted is not found", `${S.docs}, Responses, default; ${S.codes}`],
  ["GMM-1004", "MUST", "all", "The sequence grows when a value changes", `${DETAILS}.sequence ("always counting")`],
  ["GMM-1005", "MUST", "all", "The creation date stays when a value changes", `${DETAILS}.creation_date`],
  ["GMM-1006", "MUST", "all", "The change date advances when a value changes", `${DETAILS}.change_date`],
  [
    // Nobody promises it of a system whose projections follow later.
    "GMM-1007",
    "SHOULD",
    "all",
    "A change that was seen is not undone by the next answer",
    "RFC 9110 §9.2.1 (a read changes nothing)",
  ],
]);
