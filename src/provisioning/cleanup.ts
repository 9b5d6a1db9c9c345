import { SettingError } from "../errors.ts";
import type { Env } from "../settings/env.ts";
import { reachable } from "../settings/reachable.ts";
import { readSettings } from "../settings/settings.ts";
import { openManagement } from "./open.ts";
import type { Management } from "./management.ts";
import { removeNamed, type Removal } from "./remove.ts";

/** What removing the leftovers of earlier runs needs. */
export interface Cleanup {
  /** Where the journals are. */
  readonly folder: string;
  readonly baseUrl: string;
  readonly management: Management;
  /** Removes what a journal names. */
  readonly remove: (journal: string) => Promise<readonly Removal[]>;
  close(): void;
}

/** Opens the management API as the settings of a run with an administrator have it. Throws a SettingError without one. */
export function openCleanup(env: Env): Cleanup {
  const { target, timeout } = readSettings(env);
  if (target.kind !== "live" || target.admin === undefined) {
    throw new SettingError(
      "ZITADEL_ADMIN_TOKEN",
      "Cleaning up needs ZITADEL_BASE_URL and ZITADEL_ADMIN_TOKEN: set them as they were for the run that left something behind.",
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
