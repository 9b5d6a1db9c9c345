import { define, SOURCES as S } from "./define.ts";

const OWN = `${S.docs}, "of the authenticated user"`;

/** Whose metadata an answer holds, and who is answered at all. */
export const ISOLATION = define("isolation", [
  ["GMM-1101", "MUST", "all", "Users who ask in turns over the same connections each get their own value", OWN],
  ["GMM-1102", "MUST", "all", "Users who ask at the same time each get their own value", OWN],
  ["GMM-1103", "MUST", "all", "Users who ask over several transports at the same time each get their own value", OWN],
  [
    "GMM-1104",
    "MUST",
    "all",
    "A token that was removed stops working, and the user's other tokens do not",
    "RFC 6750 §3.1, invalid_token (revoked)",
  ],
  [
    "GMM-1105",
    "MUST",
    "all",
    "The tokens of a user who was deactivated stop working",
    "RFC 6750 §3.1, invalid_token (revoked)",
  ],
]);
