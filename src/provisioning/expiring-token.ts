import { BlockedError } from "../errors.ts";
import type { Management } from "./management.ts";
import { Refused } from "./refused.ts";
import type { ServerClock } from "./server-clock.ts";

/** A token that is about to expire. */
export interface ExpiringToken {
  readonly token: string;
  /** Milliseconds since the Unix epoch, by the server's clock. */
  readonly ends: number;
}

/**
 * Lifetimes in seconds to try: a server whose clock is ahead of those that are known refuses a short one, and the next is
 * longer.
 */
const SHORT_LIVES = [3, 6, 12, 24] as const;

/** Milliseconds that a token lives at most by the clock that is right. */
const LONGEST_LIFE = 24_000;

/**
 * Creates a token that expires as soon as the server lets it: the vendor refuses an end that has passed. The server's clock
 * may be any of those that are known, so that ends by each of them are tried, the soonest first.
 */
export async function createExpiringToken(management: Management, id: string): Promise<ExpiringToken> {
  const allEnds = clocksOf(management.clock).flatMap((now) => SHORT_LIVES.map((seconds) => now + seconds * 1000));
  for (const ends of allEnds.sort((left, right) => left - right)) {
    try {
      const { token } = await management.createToken(id, ends);
      return { token, ends };
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 3) throw error;
    }
  }
  throw new BlockedError(
    "The instance refuses tokens that live for less than half a minute, so the run cannot get an expired one: synchronise the clocks of the instance, of this machine, and of what stands in front of the instance and writes the Date of answers.",
  );
}

/** Milliseconds until a token has ended by every clock; one by which it lives longer than it was made to is wrong. */
export function untilEnded({ ends }: ExpiringToken, clock: ServerClock): number {
  const left = clocksOf(clock).map((now) => ends - now);
  return Math.max(0, ...left.filter((each) => each <= LONGEST_LIFE));
}

/** Milliseconds between two clocks that agree: a Date has whole seconds. */
const AGREE = 2000;

/**
 * Why a token that is still accepted may not have ended; undefined where it has for certain. The server's own times are
 * certain; without one, the Date and this machine's clock must agree.
 */
export function whyNotEnded({ ends }: ExpiringToken, clock: ServerClock, baseUrl: string): string | undefined {
  const [own, here] = [clock.own(), Date.now()];
  const date = clock.date() ?? own ?? here;
  const isCertain = own !== undefined || Math.abs(date - here) <= AGREE;
  if (isCertain && (own ?? Math.min(date, here)) >= ends) return undefined;
  const apart = Math.round((date - (own ?? here)) / 1000);
  const than = own === undefined ? "this machine's clock" : "the instance's own times";
  return `The short-lived token of the run was still accepted, and may not have expired: the Dates of the answers at ${baseUrl} are ${String(Math.abs(apart))} s ${apart < 0 ? "behind" : "ahead of"} ${than}: synchronise the clock of the proxy that writes them, or let it pass on ZITADEL's Date.`;
}

/** Now by each clock that is known; this machine's is one of them. */
function clocksOf(clock: ServerClock): number[] {
  return [clock.own(), clock.date(), Date.now()].filter((now) => now !== undefined);
}
