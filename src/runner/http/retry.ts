import { ThrottledError } from "../../errors.ts";
import { codeNumber, showCode } from "../../contract/codes.ts";
import { header, type Exchange } from "../../protocol/exchange.ts";
import type { Outcome } from "../../protocol/outcome.ts";
import { readers } from "../../transports/index.ts";
import { limitsRate } from "../front/forbidden.ts";
import { whyRefusable } from "../front/refusable.ts";
import type { Connection } from "../../transports/transport.ts";
import type { Clock } from "./clock.ts";
import { retryAfter } from "../../protocol/retry-after.ts";
import type { TargetConnection } from "./target-connection.ts";

/** How a target that asks to wait is waited for. */
export interface RetryPolicy {
  /** What the target is called in messages. */
  readonly host: string;
  /** Milliseconds of waiting for one request, all in all. */
  readonly limit: number;
}

/** Milliseconds before the first new attempt when the answer does not say how many; each further pause is twice as long. */
const FIRST_PAUSE = 500;

/** Most times that one request is sent within a limit of milliseconds. */
export function mostAttempts(limit: number): number {
  return 2 + Math.ceil(Math.log2(1 + limit / FIRST_PAUSE));
}

/**
 * A connection that waits and sends again when the answer is 429 (RFC 6585 §4), 503 with Retry-After (RFC 9110
 * §10.2.3), a firewall's 403 that limits the rate, or the same as a status of an RPC, and rejects with a ThrottledError
 * when the limit would be passed. What asked for more than that is left alone for as long as it asked.
 */
export function withRetry(connection: Connection, policy: RetryPolicy, clock: Clock): TargetConnection {
  const { limit } = policy;
  let refused: { readonly until: number; readonly error: ThrottledError } | undefined;

  return {
    async send(transport, request, retryCounter) {
      if (refused !== undefined && clock.now() < refused.until) throw refused.error;
      let waited = 0;
      for (let pause = FIRST_PAUSE; ; pause *= 2) {
        const exchange = await connection.send(transport, request);
        const asked = throttle(exchange, clock.now());
        if (asked === undefined) {
          refused = undefined;
          return exchange;
        }
        const left = limit - waited;
        const needed = Math.max(asked.milliseconds ?? 0, Math.min(pause, left));
        // After one time-out, do not start the back-off again.
        if (refused !== undefined || left === 0 || needed > left) {
          const error = new ThrottledError(sentence(exchange, asked, policy));
          refused = { until: clock.now() + (asked.milliseconds ?? 0), error };
          throw error;
        }
        await clock.wait(needed);
        waited += needed;
        retryCounter?.waited(needed);
      }
    },
    close: () => {
      connection.close();
    },
  };
}

/** That an answer asks to wait, and for how long if it says so. */
interface Throttle {
  readonly milliseconds: number | undefined;
}

function throttle(exchange: Exchange, now: number): Throttle | undefined {
  const { response } = exchange;
  const milliseconds = retryAfter(response.headers, now);
  if (response.status === 429 || isRpcThrottled(exchange)) return { milliseconds };
  if (response.status === 503 && milliseconds !== undefined) return { milliseconds };
  return limitsRate(exchange) ? { milliseconds } : undefined;
}

/**
 * A quota or a rate over gRPC and gRPC-Web is a status of the RPC: RESOURCE_EXHAUSTED, or what Envoy marks as its own.
 * A request that is too large by itself is answered so too, and waiting does not make it smaller.
 */
function isRpcThrottled(exchange: Exchange): boolean {
  const { transport, request, response } = exchange;
  if (transport === "rest" || whyRefusable(request) !== undefined) return false;
  const { outcome } = readers[transport](exchange);
  if (outcome.kind !== "error" || outcome.code === undefined) return false;
  return isExhausted(outcome) || header(response.headers, "x-envoy-ratelimited") === "true";
}

/** True for the status of an RPC that says that a quota is used up. */
export function isExhausted(outcome: Outcome): boolean {
  return outcome.kind === "error" && outcome.code === codeNumber("RESOURCE_EXHAUSTED");
}

/** What to do about a quota. */
export const QUOTA_REMEDY = "set MAX_REQUESTS_PER_SECOND to what the instance allows, or raise its quotas.";

function statusOf(exchange: Exchange): string {
  const { status } = exchange.response;
  if (status !== 200) return `HTTP ${String(status)}`;
  const { outcome } = readers[exchange.transport](exchange);
  return showCode(outcome.kind === "error" ? outcome.code : undefined);
}

function sentence(exchange: Exchange, { milliseconds }: Throttle, { host, limit }: RetryPolicy): string {
  const asked = milliseconds === undefined ? "" : ` and asked to wait ${String(Math.ceil(milliseconds / 1000))} s`;
  return `${host} answered ${statusOf(exchange)}${asked}, and RETRY_AFTER_LIMIT_MS lets one request wait ${String(limit)} ms: ${QUOTA_REMEDY}`;
}
