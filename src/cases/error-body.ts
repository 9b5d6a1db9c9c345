import type { Case, CaseRequest } from "../contract/case.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { requestFor, ERROR } from "./requirement-sets.ts";

const NOT_FOUND = { kind: "error", codes: ["NOT_FOUND"] } as const;

function inLanguage(language: string): CaseRequest {
  const headers = { "accept-language": language };
  return { ...requestFor("{missing}"), rest: { headers }, rpc: { headers } };
}

function language(code: string, title: string): Case {
  return {
    kind: "pair",
    id: `error-body/language-${code}`,
    title,
    group: "error-body",
    transports: TRANSPORTS,
    request: inLanguage(code),
    then: inLanguage("en"),
    expect: NOT_FOUND,
    requirements: ["GMM-0201", "GMM-0512", "GMM-0309", ...ERROR],
  };
}

const unknownOrganisation = { "x-zitadel-orgid": "123" };

/** Errors beyond the missing key and the bad token, whose own cases judge the bodies. */
export const ERROR_BODY_CASES: readonly Case[] = [
  language("de", "An error in German has the code of the English one"),
  language("fr", "An error in French has the code of the English one"),
  language("xx", "An error in an unknown language has the code of the English one"),
  {
    kind: "single",
    id: "error-body/unknown-organisation",
    title: "An unknown organisation is refused",
    group: "error-body",
    transports: TRANSPORTS,
    request: { ...requestFor("{key}"), rest: { headers: unknownOrganisation }, rpc: { headers: unknownOrganisation } },
    expect: { kind: "error", codes: ["PERMISSION_DENIED", "NOT_FOUND", "INVALID_ARGUMENT", "FAILED_PRECONDITION"] },
    requirements: ["GMM-0514", "GMM-0309", ...ERROR],
  },
];
