import type { Case } from "../contract/case.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { requestFor } from "./requirement-sets.ts";

/** The life of one value. */
export const LIFE_CASES: readonly Case[] = [
  {
    kind: "scenario",
    id: "life/value",
    title: "A value is created, changed and deleted, and every answer keeps up",
    group: "life",
    transports: TRANSPORTS,
    request: requestFor("{fresh}"),
    steps: [
      { do: "write", value: "the first value" },
      { do: "read" },
      { do: "write", value: "the second value, longer than the first" },
      { do: "read" },
      { do: "delete" },
      { do: "read" },
    ],
    expect: { kind: "open" },
    requirements: ["GMM-1001", "GMM-1002", "GMM-1003", "GMM-1004", "GMM-1005", "GMM-1006", "GMM-1007", "GMM-1008"],
  },
  {
    kind: "scenario",
    id: "life/again",
    title: "A value is deleted and stored again, and the value beside it stays",
    group: "life",
    transports: TRANSPORTS,
    request: requestFor("{fresh}"),
    steps: [
      { do: "write", value: "the same value" },
      { do: "write", value: "the value beside it", entry: 1 },
      { do: "read" },
      { do: "delete" },
      { do: "read" },
      { do: "read", entry: 1 },
      { do: "write", value: "the same value" },
      { do: "read" },
      { do: "read", entry: 1 },
    ],
    expect: { kind: "open" },
    requirements: ["GMM-1001", "GMM-1003", "GMM-1007", "GMM-1008"],
  },
];
