import { SettingError } from "../errors.ts";
import type { Env } from "../settings/env.ts";
import { reachable } from "../settings/reachable.ts";
import { readSettings } from "../settings/settings.ts";
import { openManagement } from "./open.ts";
import type { Management } from "./management.ts";
import { removeNamed, type Removal } from "./remove.ts";

/** What removing leftovers of earlier runs needs. */
export interface Cleanup {
  /** Folder of the journals. */
  readonly folder: string;
  readonly baseUrl: string;
  readonly management: Management;
  /** Removes the users that a journal names. */
  readonly remove: (journal: string) => Promise<readonly Removal[]>;
  close(): void;
}

/** Opens the management API with the administrator from the settings. Throws a SettingError when they have none. */
export function openCleanup(env: Env): Cleanup {
  const { target, timeout } = readSettings(env);
  if (target.kind !== "live" || target.admin === undefined) {
    throw new SettingError(
      "ZITADEL_ADMIN_TOKEN",
      "Cleaning up needs ZITADEL_BASE_URL and ZITADEL_ADMIN_TOKEN: set them as they were for the run that left users behind.",
    );
  }
  const { management, close } = openManagement(reachable(target, timeout), target.admin);
  const { baseUrl, journal, projectionTimeout: policy } = target;
  return {
    folder: journal,
    baseUrl,
    management,
    remove: (path) => removeNamed(path, { management, policy }),
    close,
  };
}
