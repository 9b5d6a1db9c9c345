import type { Transport } from "../../contract/transport.ts";
import type { Behaviour } from "../../servers/reference/behaviour.ts";
import type { Entry, State, User } from "../../servers/reference/state.ts";
import { entry, firstUser } from "./change.ts";
import { define, type FaultEntry } from "./define.ts";
import { eachServer, remembering } from "./each-server.ts";
import type { Fault } from "../fault.ts";
import { managementFault } from "./management/index.ts";

/** What a scenario stores under keys of its own; everything else is answered as it should be. */
const isFresh = (key: string): boolean => key.startsWith("fresh-");

/** Changes what is answered for a key that a scenario made. */
function fresh(change: (found: Entry, state: State) => Entry): Behaviour {
  return entry((found, _, state) => (isFresh(found.key) ? change(found, state) : found));
}

function wasChanged({ created, changed }: Entry): boolean {
  return created.seconds !== changed.seconds || created.nanos !== changed.nanos;
}

/** Takes a user for the one who asked last, where that one used another transport. */
function mistakenAcrossTransports(): Behaviour {
  const lasts = eachServer((): { last?: { readonly user: User; readonly transport: Transport } } => ({}));
  return {
    authentication: (found, { transport }, state) => {
      if (!("user" in found)) return found;
      const kept = lasts(state);
      const { last } = kept;
      kept.last = { user: found.user, transport };
      return last !== undefined && last.transport !== transport ? { user: last.user } : found;
    },
  };
}

/** Every so many requests the other one of two users is answered. */
function slipping(every: number): Behaviour {
  const counts = eachServer(() => ({ requests: 0 }));
  return {
    authentication: (found, _, state) => {
      if (!("user" in found)) return found;
      const count = counts(state);
      count.requests += 1;
      if (count.requests % every !== 0) return found;
      const user = [...state.tokens.values()].find(({ user: { id } }) => id !== found.user.id)?.user;
      return user === undefined ? found : { user };
    },
  };
}

function emptied(key: string): Entry {
  const time = { seconds: 1_700_000_000n, nanos: 0 };
  return { key, value: Buffer.alloc(0), sequence: 1n, created: time, changed: time, owner: "1" };
}

const ROWS: readonly FaultEntry[] = [
  [
    "stored-cut",
    "the last byte of a new value is lost",
    "GMM-1001",
    "all",
    fresh((found) => ({ ...found, value: found.value.subarray(0, -1) })),
  ],
  [
    "changed-appended",
    "a changed value is appended to",
    "GMM-1002",
    "all",
    fresh((found) => (wasChanged(found) ? { ...found, value: Buffer.concat([found.value, found.value]) } : found)),
  ],
  [
    "deleted-empty",
    "a deleted key is answered as an empty value",
    "GMM-1003",
    "all",
    {
      answer: (answer, { route }) => {
        if (answer.kind !== "error" || answer.error.code !== 5) return answer;
        return route.kind === "metadata" && isFresh(route.key) ? { kind: "entry", entry: emptied(route.key) } : answer;
      },
    },
  ],
  [
    "sequence-falls",
    "the sequence counts down",
    "GMM-1004",
    "all",
    fresh((found) => ({ ...found, sequence: 1_000_000_000n - found.sequence })),
  ],
  [
    "creation-moves",
    "the creation date moves with every change",
    "GMM-1005",
    "all",
    fresh((found) => ({ ...found, created: found.changed })),
  ],
  [
    "change-stays",
    "the change date stays at the creation",
    "GMM-1006",
    "all",
    fresh((found) => ({ ...found, changed: found.created })),
  ],
  [
    "goes-back",
    "a change that was seen is followed by the earlier value",
    "GMM-1007",
    "all",
    remembering(managementFault("projection/goes-back").make),
    "risky",
  ],
  [
    "one-user",
    "whoever has a good token is taken for the first user",
    "GMM-1101",
    "all",
    {
      authentication: (found, _, state) => {
        const user = firstUser(state);
        return "user" in found && user !== undefined ? { user } : found;
      },
    },
  ],
  ["slipping", "one request in ten is answered for somebody else", "GMM-1102", "all", slipping(10)],
  [
    "other-transport",
    "the user who asked last over another transport is answered",
    "GMM-1103",
    "all",
    mistakenAcrossTransports(),
  ],
  [
    "removed-works",
    "a removed token goes on working",
    "GMM-1104",
    "all",
    remembering(managementFault("token/removed-works").make),
  ],
  [
    "deactivated-works",
    "a deactivated user goes on being served",
    "GMM-1105",
    "all",
    remembering(managementFault("user/deactivated-works").make),
  ],
];

/** Faults that show only in a scenario. */
export const SCENARIO_FAULTS: readonly Fault[] = define("scenario", ROWS);
