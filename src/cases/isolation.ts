import type { RequirementId } from "../contract/requirements/index.ts";
import type { Case, Step } from "../contract/case.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { requestFor } from "./requirement-sets.ts";

function together(name: string, title: string, steps: readonly Step[], requirement: RequirementId): Case {
  return {
    kind: "scenario",
    id: `isolation/${name}`,
    title,
    group: "isolation",
    transports: TRANSPORTS,
    request: requestFor("{key}"),
    steps,
    expect: { kind: "open" },
    requirements: [requirement],
  };
}

/** Two users with the same key and different values, and a user who loses access. */
export const ISOLATION_CASES: readonly Case[] = [
  together("in-turns", "Two users take turns", [{ do: "interleaved", times: 8 }], "GMM-1101"),
  together(
    "at-once",
    "Two users ask 64 times at once, twice over the same connections",
    [
      { do: "concurrent", times: 64, over: "one" },
      { do: "concurrent", times: 64, over: "one" },
    ],
    "GMM-1102",
  ),
  together(
    "across-transports",
    "Two users ask 64 times at once over all transports",
    [{ do: "concurrent", times: 64, over: "all" }],
    "GMM-1103",
  ),
  together(
    "removed-token",
    "A token is removed and stops working",
    [
      { do: "authenticate", token: "first" },
      { do: "authenticate", token: "second" },
      { do: "remove-token" },
      { do: "await-revocation", token: "first" },
      { do: "authenticate", token: "second" },
    ],
    "GMM-1104",
  ),
  together(
    "deactivated-user",
    "A user is deactivated and stops being served",
    [
      { do: "authenticate", token: "first" },
      { do: "authenticate", token: "second" },
      { do: "deactivate" },
      { do: "await-revocation", token: "first" },
      { do: "await-revocation", token: "second" },
    ],
    "GMM-1105",
  ),
];
