import type { Behaviour } from "../behaviour.ts";
import type { Call } from "../call.ts";
import type { Entry, State, User } from "../state.ts";
import { entry, failure } from "./change.ts";
import { define, type FaultEntry } from "./define.ts";
import type { Fault } from "./fault.ts";

/** What a course stores under keys of its own; everything else is answered as it should be. */
const isFresh = (key: string): boolean => key.startsWith("fresh-");

/** Changes what is answered for a key that a course made. */
function fresh(change: (found: Entry, state: State) => Entry): Behaviour {
  return entry((found, _, state) => (isFresh(found.key) ? change(found, state) : found));
}

function wasChanged({ created, changed }: Entry): boolean {
  return created.seconds !== changed.seconds || created.nanos !== changed.nanos;
}

/** A memory for each server, as a behaviour is shared by all that have it. */
function memory<Kept>(make: () => Kept): (state: State) => Kept {
  const kept = new WeakMap<State, Kept>();
  return (state) => {
    const present = kept.get(state) ?? make();
    kept.set(state, present);
    return present;
  };
}

/** Every second answer for a key forgets what the one before it told. */
function forgetful(): Behaviour {
  const asked = memory(() => new Map<string, number>());
  return {
    answer: (answer, { route }, state) => {
      if (answer.kind !== "entry" || route.kind !== "metadata" || !isFresh(route.key)) return answer;
      const times = (asked(state).get(route.key) ?? 0) + 1;
      asked(state).set(route.key, times);
      return times % 2 === 1 ? answer : failure(5, 404);
    },
  };
}

/** Takes a user for the one who asked last, where `confuses` says so. */
function mistaken(confuses: (call: Call, last: Last) => boolean): Behaviour {
  const lasts = memory((): { last?: Last } => ({}));
  return {
    authentication: (found, call, state) => {
      if (!("user" in found)) return found;
      const kept = lasts(state);
      const { last } = kept;
      kept.last = { user: found.user, call };
      return last !== undefined && last.user !== found.user && confuses(call, last) ? { user: last.user } : found;
    },
  };
}

interface Last {
  readonly user: User;
  readonly call: Call;
}

/** Every so many requests the other one of two users is answered. */
function slipping(every: number): Behaviour {
  const counts = memory(() => ({ requests: 0 }));
  return {
    authentication: (found, _, state) => {
      if (!("user" in found)) return found;
      const count = counts(state);
      count.requests += 1;
      if (count.requests % every !== 0) return found;
      const user = [...state.tokens.values()].find((token) => token.user !== found.user)?.user;
      return user === undefined ? found : { user };
    },
  };
}

/** Goes on to serve a token that was good once, where `still` says so. */
function unforgetting(still: (token: string, state: State) => boolean): Behaviour {
  const good = memory(() => new Map<string, User>());
  return {
    authentication: (found, { raw }, state) => {
      const token = raw.headers.get("authorization")?.[0]?.replace(/^bearer +/i, "") ?? "";
      if ("user" in found) good(state).set(token, found.user);
      const user = good(state).get(token);
      return user !== undefined && !("user" in found) && still(token, state) ? { user } : found;
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
  ["flickering", "a stored key is missing in every second answer", "GMM-1007", "all", forgetful(), "risky"],
  [
    "last-user",
    "a connection's last user is answered",
    "GMM-1101",
    "all",
    mistaken(({ transport }, last) => last.call.transport === transport),
  ],
  ["slipping", "one request in ten is answered for somebody else", "GMM-1102", "all", slipping(10)],
  [
    "other-transport",
    "the user who asked last over another transport is answered",
    "GMM-1103",
    "all",
    mistaken(({ transport }, last) => last.call.transport !== transport),
  ],
  [
    "removed-works",
    "a removed token goes on working",
    "GMM-1104",
    "all",
    unforgetting((token, state) => !state.tokens.has(token)),
  ],
  [
    "deactivated-works",
    "a deactivated user goes on being served",
    "GMM-1105",
    "all",
    unforgetting((token, state) => state.tokens.has(token)),
  ],
];

/** Faults that show only in a course. */
export const COURSE_FAULTS: readonly Fault[] = define("course", ROWS);
