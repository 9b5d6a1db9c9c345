import type { RequirementId } from "../contract/requirements/index.ts";
import type { Case } from "../contract/case.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { requestFor, SUCCESS } from "./requirement-sets.ts";

const stored = { kind: "single", group: "success", transports: TRANSPORTS, expect: { kind: "stored" } } as const;
const requirements: readonly RequirementId[] = ["GMM-0101", ...SUCCESS];

/** Keys that the user has. */
export const SUCCESS_CASES: readonly Case[] = [
  { ...stored, id: "success/text", title: "A text value is returned", request: requestFor("{key}"), requirements },
  {
    ...stored,
    id: "success/json",
    title: "A value that is JSON is returned as bytes",
    request: requestFor("json"),
    requirements,
  },
  {
    ...stored,
    id: "success/binary",
    title: "All 256 byte values survive",
    request: requestFor("binary"),
    requirements,
  },
  {
    ...stored,
    id: "success/big",
    title: "A value of 60 kB is returned whole",
    request: requestFor("big"),
    requirements,
  },
  {
    ...stored,
    id: "success/longest",
    title: "A value of 500,000 bytes is returned whole",
    request: requestFor("key-500000"),
    requirements: ["GMM-0119", ...SUCCESS],
  },
  {
    ...stored,
    id: "success/twice",
    title: "Reading twice gives the same entry",
    request: requestFor("{key}"),
    kind: "pair",
    then: requestFor("{key}"),
    requirements: ["GMM-0101", "GMM-0118", ...SUCCESS],
  },
  {
    ...stored,
    id: "success/http2",
    title: "HTTP/2 gives what HTTP/1.1 gives",
    transports: ["rest"],
    request: requestFor("{key}"),
    kind: "pair",
    then: { ...requestFor("{key}"), rest: { httpVersion: "2.0" } },
    requirements: ["GMM-0101", "GMM-0121", ...SUCCESS],
  },
];
