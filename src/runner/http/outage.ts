import type { Exchange } from "../../protocol/exchange.ts";
import { TransportError } from "../../transports/transport.ts";
import { whyRefusable } from "../front/refusable.ts";
import type { Clock } from "./clock.ts";
import type { TargetConnection } from "./target-connection.ts";
import { isRepeatable, whoIsAway } from "./unavailable.ts";

/** Milliseconds that one request waits at most for a target that is away. */
const LONGEST_OUTAGE = 10_000;
/** Milliseconds before the first new attempt; each further pause is twice as long, up to the longest. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2000;
/** New attempts of a request that was reset or whose answer was cut, or that an intermediary may refuse for what it is. */
const FEW = 3;

/** How a target that is away for a moment is waited for. */
export interface OutagePolicy {
  /** Milliseconds of waiting for one request, all in all. */
  readonly limit: number;
  /** The target is known to answer: a refused connection then is a restart, and no wrong address. */
  readonly hasAnswered: boolean;
}

/** Milliseconds that one request may wait for a target that is away, and how often it is sent again meanwhile. */
export function outageBounds(limit: number): { readonly wait: number; readonly attempts: number } {
  const wait = Math.min(limit, LONGEST_OUTAGE);
  const growing = Math.ceil(Math.log2(1 + wait / FIRST_PAUSE));
  return { wait, attempts: growing + Math.ceil(wait / LONGEST_PAUSE) };
}

/**
 * A connection that outlasts a restart: a request that may be carried out twice is sent again while a gateway answers
 * that the server is away, the server that its database is, or the connection is refused, reset or ended within the
 * answer. After one wait in vain each further request is sent once, until one is answered. What came last is given to the
 * caller.
 */
export function withOutages(connection: TargetConnection, policy: OutagePolicy, clock: Clock): TargetConnection {
  const { wait: limit } = outageBounds(policy.limit);
  let { hasAnswered } = policy;
  let isLost = false;

  return {
    async send(transport, request, retryCounter) {
      const most = whyRefusable(request) === undefined ? Infinity : FEW;
      const mayRepeat = isRepeatable(request);
      let waited = 0;
      let resets = 0;
      for (let attempt = 0, pause = FIRST_PAUSE; ; attempt += 1, pause = Math.min(2 * pause, LONGEST_PAUSE)) {
        const attempted = await settled(connection.send(transport, request, retryCounter));
        const away = whyAway(attempted, hasAnswered);
        // A wrong address stays one for the requests that follow.
        if (attempted.exchange !== undefined) hasAnswered = true;
        // What is no answer shows nobody: what is down may not take HTTP/2 either.
        if (away === undefined && attempted.exchange !== undefined) isLost = false;
        if (away === "reset") resets += 1;
        const left = limit - waited;
        // An intermediary may refuse a request for what it is; that the vendor has no database is no refusal.
        const isTired = attempt >= most && away !== "database";
        if (away === undefined || !mayRepeat || isLost || left <= 0 || isTired || resets > FEW) {
          if (away !== undefined && mayRepeat && most === Infinity && resets === 0) isLost = true;
          return await attempted.promise;
        }
        const time = Math.min(pause, left);
        await clock.wait(time);
        waited += time;
        retryCounter?.resent();
      }
    },
    close: () => {
      connection.close();
    },
  };
}

/** Who is away, or what shows that somebody is. */
type Away = "gateway" | "database" | "refused" | "reset";

/** A promise that is over, and what became of it. */
interface Settled {
  readonly promise: Promise<Exchange>;
  readonly exchange?: Exchange;
  readonly error?: unknown;
}

async function settled(promise: Promise<Exchange>): Promise<Settled> {
  try {
    return { promise, exchange: await promise };
  } catch (error) {
    return { promise, error };
  }
}

function whyAway({ exchange, error }: Settled, hasAnswered: boolean): Away | undefined {
  if (exchange !== undefined) {
    // What ends within its answer may have been restarted. Sent again it shows whether that answer is never whole.
    return whoIsAway(exchange) ?? (exchange.response.incomplete ? "reset" : undefined);
  }
  if (!hasAnswered || !(error instanceof TransportError)) return undefined;
  if (error.kind === "unprocessed") return "refused";
  return error.kind === "refused" || error.kind === "reset" ? error.kind : undefined;
}
