import type { Case } from "../contract/case.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { requestFor, EITHER, ERROR } from "./requirement-sets.ts";

const missing = {
  kind: "single",
  group: "missing-key",
  transports: TRANSPORTS,
  expect: { kind: "error", codes: ["NOT_FOUND"] },
} as const;
/** The user of a live instance may have such a key: then the answer must be for exactly the requested key. */
const perhaps = { ...missing, expect: { kind: "stored-or-missing" } } as const;

/** Keys that the user does not have. */
export const MISSING_KEY_CASES: readonly Case[] = [
  {
    ...missing,
    id: "missing-key/nobody",
    title: "A key that nobody has is not found",
    request: requestFor("{missing}"),
    requirements: ["GMM-0201", "GMM-0309", ...ERROR],
  },
  {
    ...missing,
    id: "missing-key/other-user",
    title: "A key that only another user has is not found",
    request: requestFor("only-other"),
    requirements: ["GMM-0202", "GMM-0309", ...ERROR],
  },
  {
    ...perhaps,
    id: "missing-key/case-differs",
    title: "A key whose letters differ in case is another key",
    request: requestFor("{KEY}"),
    requirements: ["GMM-0203", ...EITHER],
  },
  {
    ...perhaps,
    id: "missing-key/trailing-space",
    title: "A key with a space at its end is another key",
    request: requestFor("{key} "),
    requirements: ["GMM-0204", ...EITHER],
  },
  {
    ...perhaps,
    id: "missing-key/leading-space",
    title: "A key with a space at its beginning is another key",
    request: requestFor(" {key}"),
    requirements: ["GMM-0204", ...EITHER],
  },
  {
    ...perhaps,
    id: "missing-key/prefix",
    title: "The beginning of a stored key is another key",
    request: requestFor("{prefix}"),
    requirements: ["GMM-0205", ...EITHER],
  },
];
