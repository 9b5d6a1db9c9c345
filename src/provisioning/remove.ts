import { SYSTEM_CLOCK, type Clock } from "../runner/http/clock.ts";
import { endJournal, noteRemoved, readJournal, type JournalUser } from "./journal.ts";
import type { Management } from "./management.ts";
import { isMissing, Refused } from "./refused.ts";

/** What removing users needs. */
export interface RemoveOptions {
  readonly management: Management;
  /** Milliseconds until a search must find a new user by name. */
  readonly policy: number;
  readonly clock?: Clock;
}

/** What happened to one user of a journal. */
export interface Removal {
  readonly name: string;
  /** `removed` now, `absent` already, or `left` with the reason. */
  readonly fate: "removed" | "absent" | "left";
  readonly reason?: string;
}

const PAUSE = 250;

/**
 * Removes every user that a journal names, and nothing else, and deletes the journal when no user is left. Finds a user
 * by exact name, or by the id that the server returned on creation. Never rejects when the server refuses.
 */
export async function removeNamed(journal: string, options: RemoveOptions): Promise<readonly Removal[]> {
  const removals = await Promise.all(
    readJournal(journal).users.map(async (user) => {
      const removal = await removeUser(user, options);
      if (removal.fate !== "left") noteRemoved(journal, user.name);
      return removal;
    }),
  );
  if (removals.every(({ fate }) => fate !== "left")) endJournal(journal);
  return removals;
}

async function removeUser(user: JournalUser, options: RemoveOptions): Promise<Removal> {
  const { name } = user;
  try {
    const ids = await findIds(user, options);
    let removed = 0;
    for (const id of ids) removed += await removeOne(id, options.management);
    const remaining = await whoStays(name, ids, options);
    if (remaining > 0) return { name, fate: "left", reason: "the server says it is gone, and still finds it" };
    return { name, fate: removed > 0 ? "removed" : "absent" };
  } catch (error) {
    if (!(error instanceof Refused))
      return { name, fate: "left", reason: error instanceof Error ? error.message : "unknown" };
    return { name, fate: "left", reason: error.message };
  }
}

/** A search may not find a user created just before a crash, and the crash may have come before its id was noted. */
async function findIds(
  { name, id, at }: JournalUser,
  { management, policy, clock = SYSTEM_CLOCK }: RemoveOptions,
): Promise<string[]> {
  const found = await management.findUsers(name);
  if (id !== undefined) return [...new Set([...found, id])];
  if (found.length > 0 || Date.now() - at > policy) return found;
  await clock.wait(PAUSE);
  return findIds({ name, at }, { management, policy, clock });
}

async function removeOne(id: string, management: Management): Promise<number> {
  try {
    await management.removeUser(id);
    return 1;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

/** A search may lag: repeats it until it no longer finds the removed user, or the limit passes. */
async function whoStays(name: string, ids: readonly string[], options: RemoveOptions): Promise<number> {
  if (ids.length === 0) return 0;
  const { management, policy, clock = SYSTEM_CLOCK } = options;
  for (let waited = 0; ; waited += PAUSE) {
    const found = (await management.findUsers(name)).length;
    if (found === 0 || waited >= policy) return found;
    await clock.wait(PAUSE);
  }
}
