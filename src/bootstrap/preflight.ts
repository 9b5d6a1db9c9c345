import { BlockedError } from "../errors.ts";
import { TRANSPORTS, type Transport } from "../contract/transport.ts";
import type { Exchange } from "../protocol/exchange.ts";
import type { BlockedTransports } from "../runner/blocked-transports.ts";
import { openTargetConnection, rateLimitOf, type Surroundings } from "../runner/http/open-connection.ts";
import { RetryCounter } from "../runner/http/retry-statistics.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { settleAccess, whyWrongPath } from "./access.ts";
import { isGone, isUnknownToRouter, whyGone } from "./gone.ts";
import { learn } from "./learn.ts";
import { whyFailing, whyNotServed } from "./not-served.ts";
import { Prober } from "./probe.ts";

/** What the preflight may be told beside its target. */
export interface PreflightOptions extends Surroundings {
  /** Counts what it took to get answers. */
  readonly retryCounter?: RetryCounter;
  /** An operation that is gone is what is to be recorded, and does not block. */
  readonly recordsRemoval?: boolean | undefined;
}

/** What is known before the first case. */
export interface Preflight {
  /** Transports that cannot be judged. */
  readonly blocked: BlockedTransports;
  /** The target with what its answers told of it. */
  readonly descriptor: TargetDescriptor;
  /** Sentences that a reader should know before the first case. */
  readonly notes: readonly string[];
  /** The sentence for an operation that is gone. */
  readonly gone?: string;
}

/** Connections over which the same is asked: enough to meet the second of two servers. */
const CONNECTIONS = 4;

/**
 * Settles, before the first case, what stands in the way of a live run: reachability, TLS, host, credentials, key, and
 * each transport; and learns how the vendor answers and what stands in front of it. Throws a BlockedError when nothing
 * can run. Embedded targets need none of it.
 */
export async function preflight(descriptor: TargetDescriptor, options: PreflightOptions = {}): Promise<Preflight> {
  if (descriptor.capabilities.isEmbedded) return { blocked: {}, descriptor, notes: [] };
  const { rateLimit = rateLimitOf(descriptor, options.clock), retryCounter = new RetryCounter() } = options;
  const surroundings = { ...options, rateLimit };
  const first = openTargetConnection(descriptor, surroundings);
  const connections = [first];
  try {
    const { blocked, exchanges, lacksOperation } = await settle(new Prober(descriptor, first, retryCounter));
    for (let count = 1; count < CONNECTIONS; count += 1) {
      connections.push(openTargetConnection(descriptor, { ...surroundings, hasAnswered: true }));
    }
    const probers = connections.map((connection) => new Prober(descriptor, connection, retryCounter));
    // Throws for replicas of which one has the operation and another has not.
    const learned = await learn(probers, exchanges);
    if (!lacksOperation) return { blocked, ...learned };
    const gone = whyGone(descriptor.baseUrl);
    if (options.recordsRemoval !== true) throw new BlockedError(gone);
    return { blocked, ...learned, gone };
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** What asking once over each transport came to. */
interface Asked {
  readonly blocked: BlockedTransports;
  readonly exchanges: readonly Exchange[];
  /** Transports whose answer is a router's that does not know the operation. */
  readonly unknown: readonly Transport[];
  /** One of them was given the metadata. */
  readonly isSettled: boolean;
}

async function askOverEach(prober: Prober): Promise<Asked> {
  const { baseUrl } = prober.descriptor;
  const blocked: Partial<Record<Transport, string>> = {};
  const exchanges: Exchange[] = [];
  const unknown: Transport[] = [];
  let isSettled = false;
  for (const transport of TRANSPORTS) {
    const attempt = await prober.ask(transport);
    const sentence = "sentence" in attempt ? attempt.sentence : whyNotServed(baseUrl, transport, attempt.exchange);
    if ("exchange" in attempt && isUnknownToRouter(attempt.exchange, baseUrl)) unknown.push(transport);
    if (sentence !== undefined) {
      blocked[transport] = sentence;
      continue;
    }
    if (!("exchange" in attempt)) continue;
    exchanges.push(attempt.exchange);
    // What one transport was given stands: if another one is refused it, that is for the cases to judge.
    if (!isSettled) isSettled = await settleAccess(prober, transport, attempt.exchange);
  }
  return { blocked, exchanges, unknown, isSettled };
}

/** What each transport came to. */
interface Settled {
  readonly blocked: BlockedTransports;
  readonly exchanges: readonly Exchange[];
  readonly lacksOperation: boolean;
}

async function settle(prober: Prober): Promise<Settled> {
  const { blocked, exchanges, unknown, isSettled } = await askOverEach(prober);
  const isUnknown = unknown.includes("rest") && exchanges.every(({ transport }) => unknown.includes(transport));
  if (isUnknown && (await isGone(prober))) {
    const others = Object.entries(blocked).filter(([transport]) => !unknown.some((each) => each === transport));
    return { blocked: Object.fromEntries(others), exchanges, lacksOperation: true };
  }
  const failing = isSettled || isUnknown ? undefined : whyFailing(prober.descriptor, exchanges);
  if (failing !== undefined) throw new BlockedError(failing);
  const sentences = TRANSPORTS.map((transport) => blocked[transport]);
  const [first] = sentences;
  if (first !== undefined && sentences.every((sentence) => sentence !== undefined)) {
    throw new BlockedError((await whyWrongPath(prober)) ?? first);
  }
  return { blocked, exchanges, lacksOperation: false };
}
