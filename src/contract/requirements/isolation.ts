import { define, SOURCES as S } from "./define.ts";

const OWN = `${S.docs}, "of the authenticated user"`;

/** Whose metadata an answer contains, and who gets an answer at all. */
export const ISOLATION = define("isolation", [
  {
    id: "GMM-1101",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "Users who ask in turns over the same connections each get their own value",
    source: OWN,
  },
  {
    id: "GMM-1102",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "Users who ask at the same time each get their own value",
    source: OWN,
  },
  {
    id: "GMM-1103",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "Users who ask over several transports at the same time each get their own value",
    source: OWN,
  },
  {
    id: "GMM-1104",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "A token that was removed stops working, and the user's other tokens do not",
    source: "RFC 6750 §3.1, invalid_token (revoked)",
  },
  {
    id: "GMM-1105",
    level: "MUST",
    drift: "breaking",
    transports: "all",
    statement: "The tokens of a user who was deactivated stop working",
    source: "RFC 6750 §3.1, invalid_token (revoked)",
  },
]);
