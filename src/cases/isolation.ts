import type { Case, Step } from "../contract/case.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { asking } from "./requirement-sets.ts";

function together(name: string, title: string, course: readonly Step[], requirement: string): Case {
  return {
    id: `isolation/${name}`,
    title,
    group: "isolation",
    transports: TRANSPORTS,
    stimulus: asking("{key}"),
    course,
    expect: { kind: "open" },
    requirements: [requirement],
  };
}

/** Two users with the same key and different values, and a user who loses access. */
export const ISOLATION_CASES: readonly Case[] = [
  together("in-turns", "Two users take turns", [{ do: "take-turns", times: 8 }], "GMM-1101"),
  together(
    "at-once",
    "Two users ask 64 times at once, twice over the same connections",
    [
      { do: "ask-at-once", times: 64, over: "one" },
      { do: "ask-at-once", times: 64, over: "one" },
    ],
    "GMM-1102",
  ),
  together(
    "across-transports",
    "Two users ask 64 times at once over all transports",
    [{ do: "ask-at-once", times: 64, over: "all" }],
    "GMM-1103",
  ),
  together(
    "removed-token",
    "A token is removed and stops working",
    [
      { do: "enter", token: "first" },
      { do: "enter", token: "second" },
      { do: "remove-token" },
      { do: "leave", token: "first" },
      { do: "enter", token: "second" },
    ],
    "GMM-1104",
  ),
  together(
    "deactivated-user",
    "A user is deactivated and stops being served",
    [
      { do: "enter", token: "first" },
      { do: "enter", token: "second" },
      { do: "deactivate" },
      { do: "leave", token: "first" },
      { do: "leave", token: "second" },
    ],
    "GMM-1105",
  ),
];
