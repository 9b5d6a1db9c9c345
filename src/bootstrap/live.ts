import { READ_ONLY } from "../target/capabilities.ts";
import type { OpenTarget, TargetDescriptor } from "../target/descriptor.ts";
import { openTokenSource } from "../auth/open.ts";
import type { LiveSettings, SubjectSettings } from "../settings/live-settings.ts";
import { reachable } from "../settings/reachable.ts";
import { openTargetConnection } from "../runner/http/open-connection.ts";
import { RetryCounter } from "../runner/http/retry-statistics.ts";
import { isGone } from "./gone.ts";
import { Prober } from "./probe.ts";

/** Opens a real instance: gets a token where none was given, and makes users where an administrator was. */
export async function openLive(settings: LiveSettings, timeout: number, signal: AbortSignal): Promise<OpenTarget> {
  const { admin } = settings;
  if (admin === undefined) return openForUser(settings, settings.subject, timeout);
  const administrator = { access: admin, key: KEY };
  // Where the operation is gone no user is made: the preflight finds the same with the administrator's own credentials.
  if (await isGoneFrom(liveDescriptor(settings, administrator, timeout))) {
    return openForUser(settings, administrator, timeout);
  }
  const { openProvisioned } = await import("../provisioning/open.ts");
  return openProvisioned(reachable(settings, timeout), admin, settings, signal);
}

/** Any key does where nobody looks at it. */
const KEY = "key1";

async function isGoneFrom(descriptor: TargetDescriptor): Promise<boolean> {
  const connection = openTargetConnection(descriptor);
  try {
    return await isGone(new Prober(descriptor, connection, new RetryCounter()));
  } finally {
    connection.close();
  }
}

async function openForUser(
  settings: LiveSettings,
  subject: SubjectSettings | undefined,
  timeout: number,
): Promise<OpenTarget> {
  if (subject === undefined) throw new Error("A live target without a user, and no problem that says why");
  const descriptor = liveDescriptor(settings, subject, timeout);
  if (subject.access.kind === "token") return { descriptor, close: () => Promise.resolve() };
  const source = openTokenSource(descriptor, subject.access, "user");
  try {
    const tokens = { ...descriptor.tokens, subject: await source.current() };
    return { descriptor: { ...descriptor, tokens }, close: () => Promise.resolve() };
  } finally {
    source.close();
  }
}

/** What is known of a real instance before anything is sent to it. */
export function liveDescriptor(settings: LiveSettings, subject: SubjectSettings, timeout: number): TargetDescriptor {
  const { access, key, value, otherToken } = subject;
  const tokens = {
    ...(access.kind === "token" ? { subject: access.token } : {}),
    ...(otherToken === undefined ? {} : { other: otherToken }),
  };
  return {
    ...reachable(settings, timeout),
    tokens,
    ...(access.kind === "token" ? {} : { access }),
    key,
    stored: [{ key, value: value ?? null }],
    storedByOther: [],
    complete: false,
    capabilities: READ_ONLY,
  };
}
