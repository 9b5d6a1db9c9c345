import type { Behaviour } from "../behaviour.ts";
import { credentialsByPrefix } from "./credentials.ts";
import { vendorErrors } from "./errors.ts";
import { gateway, gatewayWire } from "./gateway.ts";
import { vendorHeaders } from "./headers.ts";
import { vendorRpc } from "./rpc.ts";

/**
 * The behaviours that make the reference server answer as one real release does (fixtures/recordings). What was not
 * recorded of a release stays as the reference server answers it.
 */
export interface Profile {
  /** `zitadel-` and the release. */
  readonly name: string;
  /** Release such as `4.0.0`. */
  readonly version: string;
  readonly behaviours: readonly Behaviour[];
}

/** What both recorded releases do. What the gateway refuses was never asked of the service: it has the last word. */
const COMMON: readonly Behaviour[] = [credentialsByPrefix, vendorRpc, vendorErrors, gateway];

/** Every profile, the older release first. */
export const PROFILES: readonly Profile[] = [
  profile("2.71.19", "Location, Content-Length"),
  profile("4.0.0", "Location, Content-Length, Grpc-Status, Grpc-Message, Grpc-Status-Details-Bin"),
];

function profile(version: string, exposed: string): Profile {
  return { name: `zitadel-${version}`, version, behaviours: [...COMMON, vendorHeaders(exposed), gatewayWire] };
}
