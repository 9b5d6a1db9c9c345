import { afterClosing, LeftoverError } from "../errors.ts";
import { randomBytes } from "node:crypto";
import { OTHER_HOLDS, SUBJECT_HOLDS, type SeedEntry } from "../cases/seed-data.ts";
import type { Access } from "../target/access.ts";
import { THROWAWAY_USERS } from "../target/capabilities.ts";
import { SYSTEM_CLOCK } from "../runner/http/clock.ts";
import type { AdminClient } from "../runner/admin-client.ts";
import { openTargetConnection } from "../runner/http/open-connection.ts";
import type { TargetConnection } from "../runner/http/target-connection.ts";
import type { OpenTarget, StoredEntry, TargetDescriptor } from "../target/descriptor.ts";
import { openTokenSource, type Sharing } from "../auth/open.ts";
import type { LiveSettings } from "../settings/live-settings.ts";
import type { Reachable } from "../settings/reachable.ts";
import { beginJournal } from "./journal.ts";
import { writeTokens } from "./tokens-file.ts";
import { createAdminClient } from "./admin-client.ts";
import { Management } from "./management.ts";
import { provision } from "./provision.ts";
import { removeNamed, type Removal } from "./remove.ts";

/** Prefix of every user name that a run creates. */
const PREFIX = "conformance";

/** Creates users on a real instance for a run; closing the target removes them, unless they are to be kept. */
export async function openProvisioned(
  reachable: Reachable,
  admin: Access,
  { journal: folder, keepUsers }: Pick<LiveSettings, "journal" | "keepUsers">,
  signal: AbortSignal,
): Promise<OpenTarget> {
  const names = `${PREFIX}-${randomBytes(6).toString("hex")}`;
  const journal = beginJournal(folder, names, reachable.baseUrl);
  const { management, connection, close } = openManagement(reachable, admin);
  const policy = reachable.projectionTimeout ?? 0;
  const remove = async (): Promise<void> => {
    close();
    // Connections that were idle for a whole run may have died silently.
    const fresh = openManagement(reachable, admin);
    try {
      const removals = await removeNamed(journal, { management: fresh.management, policy });
      const left = removals.filter(({ fate }) => fate === "left");
      if (left.length > 0) throw new LeftoverError(leftoverMessage(left));
    } finally {
      fresh.close();
    }
  };
  const keep = (): Promise<void> => {
    close();
    return Promise.resolve();
  };
  try {
    const { baseUrl } = reachable;
    const options = { baseUrl, connection, management, names, journal, policy, clock: SYSTEM_CLOCK, signal };
    const { tokens, subjectId, organisation, notes, unproven } = await provision(options);
    const kept = keepUsers ? [keptMessage(writeTokens(journal, baseUrl, tokens))] : [];
    const descriptor: TargetDescriptor = {
      ...reachable,
      tokens,
      unproven,
      key: "key1",
      ...(organisation === "" ? {} : { organisation }),
      stored: SUBJECT_HOLDS.map(entryOf),
      storedByOther: OTHER_HOLDS.map(entryOf),
      complete: true,
      capabilities: THROWAWAY_USERS,
      provisioning: { access: admin, subjectId, names, journal },
      notes: [...notes, ...kept],
    };
    return { descriptor, close: keepUsers ? keep : remove };
  } catch (error) {
    throw await afterClosing(error, remove);
  }
}

function keptMessage(file: string): string {
  return `KEEP_USERS is 1: the users stay until npm run cleanup, and for an hour ". ${file}" gives a shell their tokens for the commands that failures print.`;
}

function entryOf({ key, value }: SeedEntry): StoredEntry {
  return { key, value: value.toString("base64") };
}

/** An admin client with its own connections, or undefined where the descriptor allows no changes. */
export function openAdminClient(
  descriptor: TargetDescriptor,
  sharing: Sharing,
): { readonly adminClient: AdminClient; readonly close: () => void } | undefined {
  const { provisioning, baseUrl, projectionTimeout = 0 } = descriptor;
  if (provisioning === undefined) return undefined;
  const { management, connection, close } = openManagement(descriptor, provisioning.access, sharing);
  const { subjectId, names, journal } = provisioning;
  const means = { baseUrl, connection, management, subjectId, names, journal };
  return { adminClient: createAdminClient({ ...means, policy: projectionTimeout, clock: SYSTEM_CLOCK }), close };
}

/** The management API of a target, as an administrator. */
export function openManagement(
  descriptor: Reachable,
  admin: Access,
  sharing: Sharing = {},
): { readonly management: Management; readonly connection: TargetConnection; readonly close: () => void } {
  const { baseUrl } = descriptor;
  const tokens = openTokenSource(descriptor, admin, "administrator", sharing);
  const connection = openTargetConnection(descriptor, { rateLimit: sharing.rateLimit });
  const close = (): void => {
    tokens.close();
    connection.close();
  };
  return { management: new Management({ baseUrl, connection, tokens }), connection, close };
}

function leftoverMessage(left: readonly Removal[]): string {
  const names = left.map(({ name }) => name).join(", ");
  return `${names} could not be removed (${left[0]?.reason ?? "no reason was given"}): run npm run cleanup with the same settings.`;
}
