import { field } from "../../../servers/http/request.ts";
import type { Answer } from "../../../servers/reference/answer.ts";
import type { Behaviour } from "../../../servers/reference/behaviour.ts";
import type { Call } from "../../../servers/reference/call.ts";
import type { Entry, State } from "../../../servers/reference/state.ts";
import type { ManagementFault } from "./fault.ts";

/** Longer than any bound that a run waits for, in milliseconds. */
const FOREVER = 86_400_000;

/** Makes what reads show lag behind. */
function lagging(tokens: boolean): (state: State) => Behaviour {
  return ({ lag }) => {
    lag.delay = FOREVER;
    lag.tokens = tokens;
    return {};
  };
}

/** Answers a key with what any user wrote last under it. */
function mixedUp(): Behaviour {
  return {
    answer: (answer, { route }, state) => {
      if (route.kind !== "metadata" || !isRead(answer)) return answer;
      const found = [...state.users.values()].map(({ entries }) => entries.get(route.key)).filter(isEntry);
      const [latest] = found.sort((one, other) => later(other) - later(one));
      return latest === undefined ? answer : { kind: "entry", entry: latest };
    },
  };
}

function isEntry(entry: Entry | undefined): entry is Entry {
  return entry !== undefined;
}

function later({ changed }: Entry): number {
  return Number(changed.seconds) * 1e6 + changed.nanos / 1000;
}

/** What was answered under one key: at last, before that, and whether the earlier answer has come again. */
interface Shown {
  readonly latest: Answer;
  readonly earlier: Answer | undefined;
  readonly wentBack: boolean;
}

/** Once a change was seen, the next read shows once more what was there before it. */
function goingBack(): Behaviour {
  const shown = new Map<string, Shown>();
  return {
    answer: (answer, call) => {
      if (call.route.kind !== "metadata" || !isRead(answer)) return answer;
      const cell = cellOf(call, call.route.key);
      const before = shown.get(cell);
      if (before === undefined || !isSame(before.latest, answer)) {
        shown.set(cell, { latest: answer, earlier: before?.latest, wentBack: false });
        return answer;
      }
      shown.set(cell, { ...before, wentBack: true });
      return before.wentBack || before.earlier === undefined ? answer : before.earlier;
    },
  };
}

function cellOf({ raw }: Call, key: string): string {
  return `${field(raw, "authorization") ?? ""} ${key}`;
}

/** An entry, or the answer that there is none. */
function isRead(answer: Answer): boolean {
  return answer.kind === "entry" || (answer.kind === "error" && answer.error.code === 5);
}

function isSame(one: Answer, other: Answer): boolean {
  if (one.kind !== "entry" || other.kind !== "entry") return one.kind === other.kind;
  return one.entry.value.equals(other.entry.value);
}

/** Reads that do not show what was written. */
export const READ_FAULTS: readonly ManagementFault[] = [
  {
    id: "projection/too-slow",
    statement: "reads do not show what was written within any bound",
    make: lagging(false),
  },
  {
    id: "projection/tokens-too-slow",
    statement: "neither reads show what was written, nor are new tokens, secrets and keys known, within any bound",
    make: lagging(true),
  },
  {
    id: "projection/goes-back",
    statement: "a value that was seen is followed by the earlier one",
    make: goingBack,
  },
  {
    id: "metadata/of-another",
    statement: "metadata written for one user shows up for another",
    make: mixedUp,
  },
];
