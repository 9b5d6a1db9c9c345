import { READ_ONLY, THROWAWAY_USERS } from "../../target/capabilities.ts";
import { EMBEDDED_TIMEOUT, type StoredEntry, type TargetDescriptor } from "../../target/descriptor.ts";
import type { Circumstance, Mode, World } from "./circumstance.ts";

/** Milliseconds of the scaled clock; a change may take its time where the machine is loaded. */
const RETRY_AFTER_LIMIT = 30_000;
const PROJECTION_TIMEOUT = 3_000_000;

/** The reference server behind an address, as a live target in one way of running. */
export function liveAs(
  { told = {} }: Circumstance,
  mode: Mode,
  { reference }: World,
  { baseUrl, ca }: { readonly baseUrl: string; readonly ca?: string },
): TargetDescriptor {
  const { path = "", timeout = EMBEDDED_TIMEOUT, projectionTimeout = PROJECTION_TIMEOUT } = told;
  const { descriptor } = reference;
  const base = {
    kind: "live",
    baseUrl: `${baseUrl}${path}`,
    ...(ca === undefined ? {} : { ca }),
    key: descriptor.key,
    missingKey: descriptor.missingKey,
    network: { retryAfterLimit: RETRY_AFTER_LIMIT },
    timeout,
    projectionTimeout,
  } as const;
  const { subject = "", other = "" } = descriptor.tokens;
  const users = { complete: false, capabilities: READ_ONLY, storedByOther: [] } as const;
  switch (mode) {
    case "read-only":
      return { ...base, ...users, tokens: { subject }, stored: [{ key: descriptor.key, value: null }] };
    case "with-value":
      return { ...base, ...users, tokens: { subject }, stored: keyOnly(descriptor) };
    case "other-token":
      return { ...base, ...users, tokens: { subject, other }, stored: keyOnly(descriptor) };
    default:
      return { ...descriptor, ...base, capabilities: THROWAWAY_USERS };
  }
}

/** The entry that every case needs, with its value. */
function keyOnly({ key, stored }: TargetDescriptor): StoredEntry[] {
  return stored.filter((entry) => entry.key === key);
}
