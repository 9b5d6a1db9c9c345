import type { Step } from "../contract/case.ts";
import { outageBounds } from "./http/outage.ts";
import { mostAttempts } from "./http/retry.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { PROJECTION_TIMEOUT } from "./until-visible.ts";

/** What a case waits for at most, all in counts. */
interface Load {
  /** Requests sent one after the other. */
  readonly requests: number;
  /** Requests sent together with one of those. */
  readonly beside: number;
  /** Changes that may take their time to show. */
  readonly changes: number;
}

/** A case without a scenario sends at most three requests, or two and after one to HEAD that fails two more. */
const PLAIN: Load = { requests: 4, beside: 0, changes: 0 };

/** Milliseconds between two looks at a change that is waited for, at most. */
const PAUSE = 500;

/**
 * Milliseconds that one case can take at most, with the steps of its scenario if it has one, and every request as slow and as
 * unwelcome as it may be. Whatever takes longer hangs for a fault of our own.
 */
export function caseTimeLimit(descriptor: TargetDescriptor, scenario: readonly Step[] = []): number {
  const { timeout, network, projectionTimeout = PROJECTION_TIMEOUT } = descriptor;
  const { requests, beside, changes } = [PLAIN, ...scenario.map(loadOf)].reduce(added);
  // Each is sent once more after a reset connection.
  const sent = 2 * requests;
  const least = Math.max(30_000, (sent + 2) * timeout) + changes * (projectionTimeout + PAUSE);
  if (network === undefined) return least;
  const { retryAfterLimit, maxPerSecond } = network;
  const interval = maxPerSecond === undefined ? 0 : 1000 / maxPerSecond;
  const outage = outageBounds(retryAfterLimit);
  const attempts = mostAttempts(retryAfterLimit) + outage.attempts;
  return (
    least + sent * (retryAfterLimit + outage.wait + attempts * (timeout + interval)) + 2 * beside * attempts * interval
  );
}

function added(one: Load, other: Load): Load {
  return {
    requests: one.requests + other.requests,
    beside: one.beside + other.beside,
    changes: one.changes + other.changes,
  };
}

function loadOf(step: Step): Load {
  switch (step.do) {
    case "read":
      // Where the change does not show, another one is made, waited for, and the first is looked at again.
      return { requests: 5, beside: 0, changes: 2 };
    case "await-revocation":
      return { requests: 1, beside: 0, changes: 1 };
    case "authenticate":
      // The user is made by four requests, must be served with both tokens, and then asks.
      return { requests: 7, beside: 0, changes: 2 };
    case "together":
      return step.steps.map(loadOf).reduce(added);
    case "interleaved":
      return { requests: 2 * step.times, beside: 0, changes: 0 };
    case "concurrent":
      return { requests: 1, beside: step.times - 1, changes: 0 };
    default:
      return { requests: 1, beside: 0, changes: 0 };
  }
}
