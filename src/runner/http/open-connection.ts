import { openConnection } from "../../transports/index.ts";
import type { Connection, ConnectionOptions } from "../../transports/transport.ts";
import { SYSTEM_CLOCK, type Clock } from "./clock.ts";
import { createRateLimit, withRateLimit, type RateLimit } from "./rate-limit.ts";
import { withDecodedContent } from "./decoded-content.ts";
import { withOutages } from "./outage.ts";
import { withRetry } from "./retry.ts";
import type { TargetConnection } from "./target-connection.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";

/** What a test may put in place of the network and of the time. */
export interface Surroundings {
  readonly connection?: Connection;
  readonly clock?: Clock;
  /** Shared with other connections to the same target; one of its own where it is left out. */
  readonly rateLimit?: RateLimit | undefined;
  /** The target has answered before, so that a refused connection is waited for. */
  readonly hasAnswered?: boolean;
}

/** The turns of requests to a target, or undefined where every request goes out at once. */
export function rateLimitOf({ network }: Address, clock: Clock = SYSTEM_CLOCK): RateLimit | undefined {
  return network?.maxPerSecond === undefined ? undefined : createRateLimit(network.maxPerSecond, clock);
}

/** The part of a target's descriptor that says where it is and how it is reached. */
export type Address = Pick<TargetDescriptor, "baseUrl" | "timeout" | "ca" | "network">;

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
 * Opens a connection to a target. To a live one it keeps the rate, waits when it is asked to and outlasts a restart; an
 * embedded one gets every request at once. Content codings are undone for both. Everything that a run sends goes through one of these.
 */
export function openTargetConnection(descriptor: Address, surroundings: Surroundings = {}): TargetConnection {
  const { connection: raw = openConnection(connectionOptionsOf(descriptor)), clock = SYSTEM_CLOCK } = surroundings;
  const connection = withDecodedContent(raw);
  const { network, baseUrl } = descriptor;
  if (network === undefined) return connection;
  const { rateLimit = rateLimitOf(descriptor, clock) } = surroundings;
  const steady = rateLimit === undefined ? connection : withRateLimit(connection, rateLimit);
  const limit = network.retryAfterLimit;
  const waiting = withRetry(steady, { host: new URL(baseUrl).host, limit }, clock);
  return withOutages(waiting, { limit, hasAnswered: surroundings.hasAnswered === true }, clock);
}
