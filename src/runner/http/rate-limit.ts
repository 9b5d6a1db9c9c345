import type { Connection } from "../../transports/transport.ts";
import type { Clock } from "./clock.ts";

/** Gives requests their turns. All connections of a process that go to one target share one. */
export interface RateLimit {
  /** Resolves when the next request may go out. */
  turn(): Promise<void>;
}

/** Turns that are evenly spread, no more than so many a second. */
export function createRateLimit(perSecond: number, clock: Clock): RateLimit {
  const interval = 1000 / perSecond;
  // Another process of the same run may have sent a request a moment ago.
  let next = clock.now() + interval;
  return {
    async turn() {
      const now = clock.now();
      const at = Math.max(now, next);
      next = at + interval;
      if (at > now) await clock.wait(at - now);
    },
  };
}

/** A connection whose requests wait for their turns. */
export function withRateLimit(connection: Connection, rateLimit: RateLimit): Connection {
  return {
    async send(transport, request) {
      await rateLimit.turn();
      return connection.send(transport, request);
    },
    close: () => {
      connection.close();
    },
  };
}
