import type { Behaviour } from "../behaviour.ts";
import { credentialsByPrefix } from "./credentials.ts";
import { vendorDiscovery, type DiscoveryLists } from "./discovery.ts";
import { vendorErrors } from "./errors.ts";
import { gateway, gatewayWire } from "./gateway.ts";
import { vendorHeaders } from "./headers.ts";
import { rewriting } from "./management.ts";
import { vendorRpc } from "./rpc.ts";

/**
 * The behaviours that make the reference server answer as one real release does (fixtures/recordings, fixtures/admin).
 * Where a recording has no example, the reference server's own answer stays.
 */
export interface Profile {
  /** `zitadel-` plus the release. */
  readonly name: string;
  /** Release such as `4.0.0`. */
  readonly version: string;
  readonly behaviours: readonly Behaviour[];
}

/** What both recorded releases do. The gateway comes last, because what it refuses never reaches the service. */
const COMMON: readonly Behaviour[] = [credentialsByPrefix, vendorRpc, vendorErrors, gateway];

/** Where the two releases differ. */
interface Release {
  readonly version: string;
  /** Fields that the gateway exposes to pages. */
  readonly exposed: string;
  readonly discovery: DiscoveryLists;
  readonly own: readonly Behaviour[];
}

/** Every profile, the older release first. */
export const PROFILES: readonly Profile[] = [
  profile({
    version: "2.71.19",
    exposed: "Location, Content-Length",
    discovery: { algorithms: "RS256", locales: "bg cs de en es fr hu id it ja ko mk nl pl pt ru sv zh" },
    own: [rewriting],
  }),
  profile({
    version: "4.0.0",
    exposed: "Location, Content-Length, Grpc-Status, Grpc-Message, Grpc-Status-Details-Bin",
    discovery: {
      algorithms: "EdDSA RS256 RS384 RS512 ES256 ES384 ES512",
      locales: "bg cs de en es fr hu id it ja ko mk nl pl pt ro ru sv tr zh",
    },
    own: [],
  }),
];

function profile({ version, exposed, discovery, own }: Release): Profile {
  const behaviours = [...COMMON, ...own, vendorDiscovery(discovery), vendorHeaders(exposed), gatewayWire];
  return { name: `zitadel-${version}`, version, behaviours };
}
