import type { Network, TargetDescriptor } from "../../src/target/descriptor.ts";
import { liveDescriptor } from "../../src/bootstrap/live.ts";
import { ENOUGH_TIME } from "./enough-time.ts";

/** What a user would configure for a real instance; the rest has defaults. */
export interface Told {
  readonly baseUrl: string;
  readonly token: string;
  readonly key: string;
  readonly ca?: string;
  readonly network?: Network;
}

/** The descriptor of a live target with an existing user. */
export function liveDescriptorFor(
  { baseUrl, token, key, ca, network = { retryAfterLimit: 0 } }: Told,
  timeout = ENOUGH_TIME,
): TargetDescriptor {
  const settings = {
    baseUrl,
    tokenSettings: { issuer: baseUrl, scope: "" },
    projectionTimeout: ENOUGH_TIME,
    journal: "",
    keepUsers: false,
    network,
    ...(ca === undefined ? {} : { ca }),
  };
  return liveDescriptor(settings, { access: { kind: "token", token }, key }, timeout);
}
