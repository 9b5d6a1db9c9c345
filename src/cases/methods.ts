import type { Case } from "../contract/case.ts";
import { ALWAYS, requestFor, ERROR } from "./requirement-sets.ts";

const base = { kind: "single", group: "methods", transports: ["rest"] } as const;

function refused(method: string): Case {
  return {
    ...base,
    kind: "pair",
    id: `methods/${method.toLowerCase()}`,
    title: `${method} is refused and changes nothing`,
    around: true,
    request: { ...requestFor("{key}"), rest: { method } },
    then: requestFor("{key}"),
    expect: { kind: "method-refused" },
    requirements: ["GMM-0701", "GMM-0702", "GMM-0705", "GMM-0708", ...ERROR],
  };
}

/** Methods other than GET on the documented path. */
export const METHOD_CASES: readonly Case[] = [
  {
    ...base,
    id: "methods/head",
    title: "HEAD is GET without the content",
    request: { ...requestFor("{key}"), rest: { method: "HEAD" } },
    expect: { kind: "head" },
    requirements: ["GMM-0703", "GMM-0704", "GMM-0702", "GMM-0708", ...ALWAYS],
  },
  {
    ...base,
    id: "methods/head-bad-token",
    title: "HEAD with a bad token is refused as GET is",
    request: { ...requestFor("{key}", "garbage"), rest: { method: "HEAD" } },
    // Its head only says so: an answer to HEAD has no content.
    expect: { kind: "error", codes: ["UNAUTHENTICATED"], statuses: [401, 405, 501] },
    requirements: ["GMM-0709", "GMM-0702", "GMM-0708", ...ALWAYS],
  },
  {
    ...base,
    id: "methods/options",
    title: "OPTIONS is answered or refused",
    request: { ...requestFor("{key}"), rest: { method: "OPTIONS" } },
    expect: { kind: "open" },
    requirements: ["GMM-0707", "GMM-0702", "GMM-0708", ...ALWAYS],
  },
  ...["POST", "PUT", "PATCH", "DELETE"].map(refused),
];
