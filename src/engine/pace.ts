import type { Connection } from "../transports/transport.ts";
import type { Clock } from "./clock.ts";

/** A connection whose requests go out evenly, no more than so many a second. */
export function paced(connection: Connection, perSecond: number, clock: Clock): Connection {
  const interval = 1000 / perSecond;
  // Another process of the same run may have sent a request a moment ago.
  let next = clock.now() + interval;
  return {
    async send(transport, request) {
      const now = clock.now();
      const at = Math.max(now, next);
      next = at + interval;
      if (at > now) await clock.wait(at - now);
      return connection.send(transport, request);
    },
    close: () => {
      connection.close();
    },
  };
}
