import type { Transport } from "../../contract/transport.ts";
import type { Timestamp } from "../../protocol/outcome.ts";
import type { Behaviour } from "../../servers/reference/behaviour.ts";
import type { Entry, State, User } from "../../servers/reference/state.ts";
import { entry, firstUser } from "./change.ts";
import { define, type FaultEntry } from "./define.ts";
import { eachServer, remembering } from "./each-server.ts";
import type { Fault } from "../fault.ts";
import { managementFault } from "./management/index.ts";
import { PAST_SCENARIO_FAULTS } from "./past.ts";

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

/** The zero of the vendor's programming language: the beginning of the year 1. */
const UNSET: Timestamp = { seconds: -62_135_596_800n, nanos: 0 };

/** A time in a zone that is two hours behind. */
function behind({ seconds, nanos }: Timestamp): Timestamp {
  return { seconds: seconds - 7200n, nanos };
}

function emptied(key: string): Entry {
  const time = { seconds: 1_700_000_000n, nanos: 0 };
  return { key, value: Buffer.alloc(0), sequence: 1n, created: time, changed: time, owner: "1" };
}

const ROWS: readonly FaultEntry[] = [
  {
    name: "stored-cut",
    statement: "the last byte of a new value is lost",
    requirement: "GMM-1001",
    transports: "all",
    behaviour: fresh((found) => ({ ...found, value: found.value.subarray(0, -1) })),
  },
  {
    name: "changed-appended",
    statement: "a change appends to the old value",
    requirement: "GMM-1002",
    transports: "all",
    behaviour: fresh((found) =>
      wasChanged(found) ? { ...found, value: Buffer.concat([found.value, found.value]) } : found,
    ),
  },
  {
    name: "deleted-empty",
    statement: "a deleted key is answered as an empty value",
    requirement: "GMM-1003",
    transports: "all",
    behaviour: {
      answer: (answer, { route }) => {
        if (answer.kind !== "error" || answer.error.code !== 5) return answer;
        return route.kind === "metadata" && isFresh(route.key) ? { kind: "entry", entry: emptied(route.key) } : answer;
      },
    },
  },
  {
    name: "sequence-falls",
    statement: "the sequence counts down",
    requirement: "GMM-1004",
    transports: "all",
    behaviour: fresh((found) => ({ ...found, sequence: 1_000_000_000n - found.sequence })),
  },
  {
    name: "creation-moves",
    statement: "the creation date moves with every change",
    requirement: "GMM-1005",
    transports: "all",
    behaviour: fresh((found) => ({ ...found, created: found.changed })),
  },
  {
    name: "change-stays",
    statement: "the change date stays at the creation",
    requirement: "GMM-1006",
    transports: "all",
    behaviour: fresh((found) => ({ ...found, changed: found.created })),
  },
  {
    name: "dates-behind",
    statement: "the times of a zone that is two hours behind are declared as UTC",
    requirement: "GMM-1008",
    transports: "all",
    behaviour: entry((found) => ({ ...found, created: behind(found.created), changed: behind(found.changed) })),
  },
  {
    name: "creation-unset",
    statement: "the creation date is the beginning of the year 1, as a time that was never set",
    requirement: "GMM-1008",
    transports: "all",
    behaviour: entry((found) => ({ ...found, created: UNSET })),
  },
  {
    name: "goes-back",
    statement: "a change that was seen is followed by the earlier value",
    requirement: "GMM-1007",
    transports: "all",
    remembers: true,
    behaviour: remembering(managementFault("projection/goes-back").make),
    grade: "risky",
  },
  {
    name: "one-user",
    statement: "every good token reads the first user's metadata",
    requirement: "GMM-1101",
    transports: "all",
    behaviour: {
      authentication: (found, _, state) => {
        const user = firstUser(state);
        return "user" in found && user !== undefined ? { user } : found;
      },
    },
  },
  {
    name: "slipping",
    statement: "one request in ten is answered with another user's metadata",
    requirement: "GMM-1102",
    transports: "all",
    remembers: true,
    behaviour: slipping(10),
  },
  {
    name: "other-transport",
    statement: "a request is answered for the user of the last request over another transport",
    requirement: "GMM-1103",
    transports: "all",
    remembers: true,
    behaviour: mistakenAcrossTransports(),
  },
  {
    name: "removed-works",
    statement: "a removed token keeps working",
    requirement: "GMM-1104",
    transports: "all",
    remembers: true,
    behaviour: remembering(managementFault("token/removed-works").make),
  },
  {
    name: "removal-ends-all",
    statement: "with one token all tokens of its user are removed",
    requirement: "GMM-1104",
    transports: "all",
    remembers: true,
    behaviour: remembering(managementFault("token/removal-ends-all").make),
  },
  {
    name: "deactivated-works",
    statement: "a deactivated user's tokens keep working",
    requirement: "GMM-1105",
    transports: "all",
    remembers: true,
    behaviour: remembering(managementFault("user/deactivated-works").make),
  },
];

/** Faults that show only in a scenario. */
export const SCENARIO_FAULTS: readonly Fault[] = [...define("scenario", ROWS), ...PAST_SCENARIO_FAULTS];
