import { randomBytes } from "node:crypto";
import { OTHER_HOLDS, SUBJECT_HOLDS, type HeldEntry } from "../cases/seed-data.ts";
import type { Access } from "../target/access.ts";
import { SYSTEM_CLOCK } from "../runner/http/clock.ts";
import type { Keeper } from "../runner/admin-client.ts";
import { openTargetConnection } from "../runner/http/open-connection.ts";
import type { TargetConnection } from "../runner/http/target-connection.ts";
import type { OpenTarget, StoredEntry, TargetFacts } from "../target/descriptor.ts";
import { BlockedError } from "../target/blocked-error.ts";
import { openTokenSource, type Sharing } from "../auth/open.ts";
import type { LiveSettings } from "../settings/live-settings.ts";
import type { Reachable } from "../settings/reachable.ts";
import { beginJournal } from "./journal.ts";
import { createKeeper } from "./admin-client.ts";
import { LeftoverError } from "./leftover-error.ts";
import { Management } from "./management.ts";
import { provision } from "./provision.ts";
import { removeNamed } from "./remove.ts";

/** What every name of a user begins with that a run makes. */
const PREFIX = "conformance";

/** Makes users on a real instance for a run; closing the target removes them. */
export async function openProvisioned(
  reachable: Reachable,
  admin: Access,
  { journal: folder }: Pick<LiveSettings, "journal">,
  signal: AbortSignal,
): Promise<OpenTarget> {
  const names = `${PREFIX}-${randomBytes(6).toString("hex")}`;
  const journal = beginJournal(folder, names, reachable.baseUrl);
  const { management, connection, close } = openManagement(reachable, admin);
  const patience = reachable.projectionTimeout ?? 0;
  const remove = async (): Promise<void> => {
    close();
    // Connections that were idle for a whole run may be gone without anybody's having been told.
    const fresh = openManagement(reachable, admin);
    try {
      const removals = await removeNamed(journal, { management: fresh.management, patience });
      const left = removals.filter(({ fate }) => fate === "left");
      if (left.length > 0) throw new LeftoverError(left);
    } finally {
      fresh.close();
    }
  };
  try {
    const { baseUrl } = reachable;
    const options = { baseUrl, connection, management, names, journal, patience, clock: SYSTEM_CLOCK, signal };
    const { tokens, subjectId, notes } = await provision(options);
    const facts: TargetFacts = {
      ...reachable,
      tokens,
      key: "key1",
      stored: SUBJECT_HOLDS.map(entryOf),
      storedByOther: OTHER_HOLDS.map(entryOf),
      complete: true,
      throwaway: true,
      keeping: { access: admin, subjectId, names, journal },
      notes,
    };
    return { facts, close: remove };
  } catch (error) {
    throw await afterRemoval(error, remove);
  }
}

/** What was made before preparing failed is removed; what cannot be removed is told beside the reason. */
async function afterRemoval(error: unknown, remove: () => Promise<void>): Promise<unknown> {
  try {
    await remove();
    return error;
  } catch (left) {
    if (!(left instanceof LeftoverError) || !(error instanceof BlockedError)) return error;
    return new BlockedError(`${error.message}\n${left.message}`);
  }
}

function entryOf({ key, value }: HeldEntry): StoredEntry {
  return { key, value: value.toString("base64") };
}

/** A keeper with connections of its own, or undefined where the facts allow no changes. */
export function openKeeper(
  facts: TargetFacts,
  sharing: Sharing,
): { readonly keeper: Keeper; readonly close: () => void } | undefined {
  const { keeping, baseUrl, projectionTimeout = 0 } = facts;
  if (keeping === undefined) return undefined;
  const { management, connection, close } = openManagement(facts, keeping.access, sharing);
  const { subjectId, names, journal } = keeping;
  const means = { baseUrl, connection, management, subjectId, names, journal };
  return { keeper: createKeeper({ ...means, patience: projectionTimeout, clock: SYSTEM_CLOCK }), close };
}

/** The management API of a target, as an administrator. */
export function openManagement(
  facts: Reachable,
  admin: Access,
  sharing: Sharing = {},
): { readonly management: Management; readonly connection: TargetConnection; readonly close: () => void } {
  const { baseUrl } = facts;
  const tokens = openTokenSource(facts, admin, "the administrator's credentials", sharing);
  const connection = openTargetConnection(facts, { pace: sharing.pace });
  const close = (): void => {
    tokens.close();
    connection.close();
  };
  return { management: new Management({ baseUrl, connection, tokens }), connection, close };
}
