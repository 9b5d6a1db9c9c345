import { randomBytes } from "node:crypto";
import type { TargetDescriptor } from "../target/descriptor.ts";
import type { LiveSettings } from "./live-settings.ts";

/** The part of the descriptor that says where the instance is and how it is reached. */
export type Reachable = Omit<
  TargetDescriptor,
  "tokens" | "key" | "organisation" | "stored" | "storedByOther" | "complete" | "capabilities" | "access"
>;

/** What is known of a real instance, with either kind of credentials. */
export function reachable(settings: LiveSettings, timeout: number): Reachable {
  const { baseUrl, version, ca, network, tokenSettings, projectionTimeout } = settings;
  return {
    kind: "live",
    baseUrl,
    ...(version === undefined ? {} : { vendorVersion: version }),
    // Nobody has a freshly made-up key.
    missingKey: `no-such-key-${randomBytes(6).toString("hex")}`,
    ...(ca === undefined ? {} : { ca }),
    network,
    timeout,
    tokenSettings,
    projectionTimeout,
  };
}
