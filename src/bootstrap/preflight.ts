import { BlockedError, ThrottledError } from "../errors.ts";
import type { Transport } from "../contract/transport.ts";
import { mediaType, type Exchange, type WireRequest } from "../protocol/exchange.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { showCode } from "../contract/codes.ts";
import { OPERATION } from "../contract/operation.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import type { BlockedTransports } from "../runner/blocked-transports.ts";
import { RetryCounter } from "../runner/http/retry-statistics.ts";
import { openTargetConnection, type Surroundings } from "../runner/http/open-connection.ts";
import { sendOnceMore, type TargetConnection } from "../runner/http/target-connection.ts";
import { buildRequest, readers } from "../transports/index.ts";
import { TransportError } from "../transports/transport.ts";
import { whyNoEntry, whyNotAccepted } from "./access-message.ts";
import { basePathOf } from "../transports/base-path.ts";
import { wantsCertificate, whyFailed } from "../transports/failure-message.ts";

/** What the preflight may be told beside its target. */
export interface PreflightOptions extends Surroundings {
  /** Counts what it took to get answers. */
  readonly retryCounter?: RetryCounter;
}

/** One question to the target: an answer, or the sentence that says why there is none. */
type Attempt = { readonly exchange: Exchange } | { readonly sentence: string };

/**
 * Settles, before the first case, what stands in the way of a live run: reachability, TLS, host, credentials, key, and
 * each transport. Throws a BlockedError when nothing can run. Embedded targets need none of it.
 */
export async function preflight(
  descriptor: TargetDescriptor,
  options: PreflightOptions = {},
): Promise<BlockedTransports> {
  if (descriptor.capabilities.isEmbedded) return {};
  const connection = openTargetConnection(descriptor, options);
  try {
    return await settle(descriptor, connection, options.retryCounter ?? new RetryCounter());
  } finally {
    connection.close();
  }
}

async function settle(
  descriptor: TargetDescriptor,
  connection: TargetConnection,
  retryCounter: RetryCounter,
): Promise<BlockedTransports> {
  const blocked: Partial<Record<Transport, string>> = {};
  let isSettled = false;
  for (const transport of TRANSPORTS) {
    const attempt = await ask(descriptor, connection, transport, retryCounter);
    const sentence = "sentence" in attempt ? attempt.sentence : whyNotServed(descriptor, transport, attempt.exchange);
    if (sentence !== undefined) {
      blocked[transport] = sentence;
      continue;
    }
    // What one transport was given stands: if another one is refused it, that is for the cases to judge.
    if (isSettled || !("exchange" in attempt)) continue;
    isSettled = await settleAccess(descriptor, connection, transport, attempt.exchange, retryCounter);
  }
  const sentences = TRANSPORTS.map((transport) => blocked[transport]);
  const [first] = sentences;
  if (first !== undefined && sentences.every((sentence) => sentence !== undefined)) throw new BlockedError(first);
  return blocked;
}

async function ask(
  descriptor: TargetDescriptor,
  connection: TargetConnection,
  transport: Transport,
  retryCounter: RetryCounter,
): Promise<Attempt> {
  const request = buildRequest(transport, {
    basePath: basePathOf(descriptor.baseUrl),
    key: descriptor.key,
    authorization: `Bearer ${descriptor.tokens.subject ?? ""}`,
    request: {},
  });
  return attempt(descriptor, connection, transport, request, retryCounter);
}

async function attempt(
  descriptor: TargetDescriptor,
  connection: TargetConnection,
  transport: Transport,
  request: WireRequest,
  retryCounter: RetryCounter,
): Promise<Attempt> {
  try {
    return { exchange: await sendOnceMore(connection, transport, request, retryCounter) };
  } catch (error) {
    if (error instanceof ThrottledError) return { sentence: error.message };
    if (!(error instanceof TransportError)) throw error;
    return { sentence: whyFailed(error, descriptor.baseUrl, transport) };
  }
}

/** Why what answered is not ZITADEL speaking this transport, or undefined when it is. */
function whyNotServed({ baseUrl }: TargetDescriptor, transport: Transport, exchange: Exchange): string | undefined {
  const { status, headers, body } = exchange.response;
  const type = mediaType(headers) ?? "no media type";
  const answer = `HTTP ${String(status)} with ${type}`;
  if (transport === "rest" && (status === 429 || status === 503)) {
    return `${baseUrl} is not ready to be tested (${answer}): wait until it is, or raise its limits.`;
  }
  const { outcome } = readers[transport](exchange);
  if (outcome.kind === "error" && (outcome.code === 8 || outcome.code === 14)) {
    return `${baseUrl} is not ready to be tested over ${transport} (${showCode(outcome.code)}): wait until it is, or raise its limits.`;
  }
  if (outcome.kind !== "other") return undefined;
  // Some servers finish the handshake, and say on a page that they miss a certificate.
  if (status >= 400 && /\bSSL certificate\b/i.test(Buffer.from(body).toString())) {
    return wantsCertificate(new URL(baseUrl).host, answer);
  }
  if (transport === "rest") {
    return `What answers at ${baseUrl} is not ZITADEL's API (${answer} for ${OPERATION.pathPrefix}/…): set ZITADEL_BASE_URL to the instance's own address.`;
  }
  return `${baseUrl} does not pass ${transport} on to ZITADEL (${answer}): let the proxy or load balancer in front of it forward ${transport === "grpc" ? "HTTP/2 with trailers" : "POST requests to " + OPERATION.rpcPath}.`;
}

/**
 * Throws a BlockedError when host, token or key are not right: then no case on any transport can be judged. True when they
 * are, false when the answer does not show it.
 */
async function settleAccess(
  descriptor: TargetDescriptor,
  connection: TargetConnection,
  transport: Transport,
  exchange: Exchange,
  retryCounter: RetryCounter,
): Promise<boolean> {
  const { outcome } = readers[transport](exchange);
  if (outcome.kind !== "error") return outcome.kind === "success";
  const { host } = new URL(descriptor.baseUrl);
  if (outcome.code === 16) throw new BlockedError(whyNotAccepted(descriptor));
  if (outcome.code !== 5) return false;
  if (await knowsTheUser(descriptor, connection, retryCounter)) throw new BlockedError(whyNoEntry(descriptor));
  throw new BlockedError(
    `The server at ${descriptor.baseUrl} knows no instance for the host ${host}: set ZITADEL_BASE_URL to the instance's own domain.`,
  );
}

/** Tells a missing key from a host that is no instance: the user's own record is there only in the first case. */
async function knowsTheUser(
  descriptor: TargetDescriptor,
  connection: TargetConnection,
  retryCounter: RetryCounter,
): Promise<boolean> {
  const request: WireRequest = {
    httpVersion: "1.1",
    method: "GET",
    path: `${basePathOf(descriptor.baseUrl)}${OPERATION.userPath}`,
    headers: [["authorization", `Bearer ${descriptor.tokens.subject ?? ""}`]],
    body: new Uint8Array(),
  };
  const asked = await attempt(descriptor, connection, "rest", request, retryCounter);
  if ("sentence" in asked) throw new BlockedError(asked.sentence);
  return asked.exchange.response.status === 200;
}
