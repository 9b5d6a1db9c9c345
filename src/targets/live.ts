import { randomBytes } from "node:crypto";
import type { TargetFacts } from "../engine/target.ts";
import type { LiveSettings } from "./settings.ts";

/** What is known of a real instance before anything is sent to it. */
export function liveFacts(settings: LiveSettings, timeout: number): TargetFacts {
  const { baseUrl, token, key, value, otherToken, version, ca, network } = settings;
  return {
    kind: "live",
    baseUrl,
    ...(version === undefined ? {} : { vendorVersion: version }),
    tokens: { subject: token, ...(otherToken === undefined ? {} : { other: otherToken }) },
    key,
    // Nobody has a key that was made up a moment ago.
    missingKey: `no-such-key-${randomBytes(6).toString("hex")}`,
    stored: [{ key, value: value ?? null }],
    storedByOther: [],
    complete: false,
    throwaway: false,
    ...(ca === undefined ? {} : { ca }),
    ...(network === undefined ? {} : { network }),
    timeout,
  };
}
