import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { openReference, type OpenReference, type OpenReferenceOptions } from "../../src/servers/reference/open.ts";
import { managementFault } from "../../src/mutation/faults/management/index.ts";
import { openTarget } from "../../src/bootstrap/open.ts";
import { readSettings } from "../../src/settings/settings.ts";
import type { OpenTarget } from "../../src/target/descriptor.ts";
import { scratchFolder } from "./scratch.ts";
import { ENOUGH_TIME } from "./enough-time.ts";

/** A reference server that acts as a real instance, and the settings for a run that provisions on it. */
export interface LiveServer {
  readonly server: OpenReference;
  /** Folder of journals. */
  readonly journal: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a server for one test, with management faults by their ids. Its time limits suit a loaded machine. */
export async function startLive(
  t: TestContext,
  options: OpenReferenceOptions = {},
  ...faults: readonly string[]
): Promise<LiveServer> {
  const server = await openReference(options);
  t.after(() => server.close());
  const { state } = server.server;
  const own = options.profile?.behaviours ?? [];
  server.server.setBehaviours([...own, ...faults.map((id) => managementFault(id).make(state))]);
  const folder = scratchFolder();
  const journal = join(folder, "journals");
  const { baseUrl, ca } = server.descriptor;
  const env: Record<string, string> = {
    ZITADEL_BASE_URL: baseUrl,
    ZITADEL_ADMIN_TOKEN: server.adminToken,
    PROVISIONING_JOURNAL: journal,
    REQUEST_TIMEOUT_MS: String(ENOUGH_TIME),
    PROJECTION_TIMEOUT_MS: String(ENOUGH_TIME),
  };
  if (ca !== undefined) {
    env["ZITADEL_CA"] = join(folder, "ca.pem");
    writeFileSync(env["ZITADEL_CA"], ca);
  }
  return { server, journal, env };
}

/** Opens the live target of the settings. */
export function openLiveTarget(env: Readonly<Record<string, string>>): Promise<OpenTarget> {
  return openTarget(readSettings(env));
}

/** The names of all users that a server has. */
export function userNames({ server }: LiveServer): string[] {
  return [...server.server.state.users.values()].map(({ userName }) => userName).sort();
}
