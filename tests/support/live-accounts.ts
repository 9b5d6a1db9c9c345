import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LiveServer } from "./live-server.ts";
import { scratchFolder } from "./scratch.ts";

/** Id of the demo user whose metadata is read. */
export const SUBJECT = "200000000000000001";
/** Id of the demo user who manages the others. */
export const ADMIN = "200000000000000004";

/** Calls the management API as the administrator. */
async function manage(live: LiveServer, method: string, path: string, body: object): Promise<Record<string, string>> {
  const { descriptor, adminToken } = live.server;
  const response = await fetch(`${descriptor.baseUrl}/management/v1/users/${path}`, {
    method,
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.equal(response.status, 200);
  return (await response.json()) as Record<string, string>;
}

/** Creates a client secret for a user. */
export async function clientSecretOf(live: LiveServer, user: string): Promise<{ id: string; secret: string }> {
  const { clientId = "", clientSecret = "" } = await manage(live, "PUT", `${user}/secret`, {});
  return { id: clientId, secret: clientSecret };
}

/** Creates a key file for a user, and returns its path. */
export async function keyFileOf(live: LiveServer, user: string): Promise<string> {
  const { keyDetails = "" } = await manage(live, "POST", `${user}/keys`, { type: "KEY_TYPE_JSON" });
  const path = join(scratchFolder(), "key.json");
  writeFileSync(path, Buffer.from(keyDetails, "base64"));
  return path;
}
