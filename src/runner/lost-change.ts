import { randomBytes } from "node:crypto";
import { mayBeCached } from "../protocol/cached.ts";
import type { Evidence } from "../protocol/outcome.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { AdminClientError, type AdminClient } from "./admin-client.ts";
import { whyCached } from "./front/cached.ts";
import type { Clock } from "./http/clock.ts";
import { untilShown } from "./until-visible.ts";

/** A change that did not show within the limit. */
export interface HiddenChange {
  /** What was answered last: the state before the change. */
  readonly evidence: Evidence;
  /** Milliseconds. */
  readonly waited: number;
}

/** How it is found out whether a change shows. */
export interface Looking {
  readonly adminClient: AdminClient;
  readonly ask: (key: string) => Promise<Evidence>;
  /** Milliseconds that a change may take to show. */
  readonly projectionTimeout: number;
  readonly clock: Clock;
  /** What is asked. */
  readonly target: Pick<TargetDescriptor, "baseUrl" | "front">;
}

const LATER = Buffer.from("later");

/**
 * What is answered for a key whose change does not show, once a later change under another key does: projections take the
 * changes of an instance in their order, so that it was not slow but lost, and its answer is to be judged. Rejects with an
 * AdminClientError where the later one does not show either, or where a cache may stand between.
 */
export async function afterLaterChange(key: string, hidden: HiddenChange, looking: Looking): Promise<Evidence> {
  const { evidence, waited } = hidden;
  // Another one each time: what shows under it was stored after every other change. It is plain, as the first one may be of
  // a kind that the vendor never shows, or as long as a key may be.
  const laterKey = `later-${randomBytes(6).toString("hex")}`;
  const reason = whyCached(evidence.exchange, looking.target);
  if (reason !== undefined) throw new AdminClientError(reason);
  if (
    mayBeCached(evidence.exchange.response, looking.target.front?.agesAll) ||
    !(await laterChangeShows(laterKey, looking))
  )
    throw new AdminClientError(tooSlow(evidence, waited));
  return looking.ask(key);
}

/** Any other answer than the value shows nothing: it may be as wrong as the first one, or the environment's. */
async function laterChangeShows(
  key: string,
  { adminClient, ask, projectionTimeout, clock }: Looking,
): Promise<boolean> {
  await adminClient.write(key, LATER);
  const expected = { kind: "value", value: LATER } as const;
  const before = [{ kind: "missing" }] as const;
  const { evidence } = await untilShown(() => ask(key), expected, before, projectionTimeout, clock);
  return evidence.outcome.kind === "success";
}

function tooSlow({ exchange }: Evidence, waited: number): string {
  return `The instance's projections are slow: after ${String(waited)} ms ${exchange.transport} still answered what was there before the last change: raise PROJECTION_TIMEOUT_MS, or look at the instance's projections.`;
}
