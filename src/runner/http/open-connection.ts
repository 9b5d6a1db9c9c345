import { openConnection } from "../../transports/index.ts";
import type { Connection, ConnectionOptions } from "../../transports/transport.ts";
import { SYSTEM_CLOCK, type Clock } from "./clock.ts";
import { createPace, paced, type Pace } from "./rate-limit.ts";
import { patient } from "./retry.ts";
import type { TargetConnection } from "./target-connection.ts";
import type { TargetFacts } from "../../target/descriptor.ts";

/** What a test may put in place of the network and of the time. */
export interface Surroundings {
  readonly connection?: Connection;
  readonly clock?: Clock;
  /** Shared with other connections to the same target; one of its own where it is left out. */
  readonly pace?: Pace | undefined;
}

/** The turns of requests to a target, or undefined where every request goes out at once. */
export function paceOf({ network }: Address, clock: Clock = SYSTEM_CLOCK): Pace | undefined {
  return network?.maxPerSecond === undefined ? undefined : createPace(network.maxPerSecond, clock);
}

/** The part of a target's facts that says where it is and how it is reached. */
export type Address = Pick<TargetFacts, "baseUrl" | "timeout" | "ca" | "network">;

/** How sockets to a target are opened. */
export function connectionOptionsOf({ baseUrl, timeout, ca, network }: Address): ConnectionOptions {
  const { clientCertificate, proxy } = network ?? {};
  return {
    baseUrl,
    timeout,
    ...(ca === undefined ? {} : { ca }),
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
    ...(proxy === undefined ? {} : { proxy }),
  };
}

/**
 * Opens a connection to a target. To a live one it keeps the rate and waits when it is asked to; an embedded one gets every
 * request at once. Everything that a run sends goes through one of these.
 */
export function openTargetConnection(facts: Address, surroundings: Surroundings = {}): TargetConnection {
  const { connection = openConnection(connectionOptionsOf(facts)), clock = SYSTEM_CLOCK } = surroundings;
  const { network, baseUrl } = facts;
  if (network === undefined) return connection;
  const { pace = paceOf(facts, clock) } = surroundings;
  const steady = pace === undefined ? connection : paced(connection, pace);
  return patient(steady, { host: new URL(baseUrl).host, limit: network.retryAfterLimit }, clock);
}
