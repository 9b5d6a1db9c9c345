import { BlockedError, ThrottledError } from "../errors.ts";
import { expectationOn, type Case, type CaseRequest, type TokenName } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import { headerValues, type Exchange, type WireRequest } from "../protocol/exchange.ts";
import type { Evidence } from "../protocol/outcome.ts";
import { readers } from "../transports/index.ts";
import { TransportError } from "../transports/transport.ts";
import { tokenOf } from "./credentials.ts";
import { refuseRewritten } from "./front/rewritten.ts";
import { AnsweredByIntermediary, refuseIntermediary, type Refusals } from "./front/who-answered.ts";
import { whyRefusable } from "./front/refusable.ts";
import { guard } from "./guard.ts";
import type { TokenWatch } from "./token-watch.ts";
import { isExhausted, QUOTA_REMEDY } from "./http/retry.ts";
import { RetryCounter } from "./http/retry-statistics.ts";
import { resolveKey } from "./keys.ts";
import { exampleHeaders } from "./judged-examples.ts";
import { sendOnceMore, type TargetConnection } from "./http/target-connection.ts";
import { wireRequest } from "./wire-request.ts";
import { NOT_RECORDED_HEADER, type TargetDescriptor } from "../target/descriptor.ts";

/** The recording does not hold a request that a case needs. */
export class NotRecorded extends Error {}

/** What a request sender needs to know. */
export interface RequestSenderContext {
  readonly descriptor: TargetDescriptor;
  readonly connection: TargetConnection;
  /** The subject's token, as it is now. */
  readonly subjectToken: () => Promise<string>;
  readonly tokenWatch: TokenWatch;
  readonly refusals: Refusals;
}

/** Sends the requests of one case and reads their answers. */
export class RequestSender {
  /** In the order in which they were answered. */
  readonly exchanges: Exchange[] = [];
  /** Every token that was sent, as the subject's changes when it is renewed. */
  readonly tokens = new Set<string>();
  /** What it took to get the answers. */
  readonly retryCounter = new RetryCounter();
  readonly #means: RequestSenderContext;
  readonly #case: Case;
  /** Fields that make a mock answer as the case needs. */
  readonly #exampleHeaders: Readonly<Record<string, string>> | undefined;
  /** True when the case itself may use up what the server has. */
  readonly #expectsExhaustion: boolean;

  constructor(means: RequestSenderContext, testCase: Case) {
    this.#means = means;
    this.#case = testCase;
    const { expect } = testCase;
    this.#expectsExhaustion = expect.kind === "error" && expect.codes.includes("RESOURCE_EXHAUSTED");
    this.#exampleHeaders = exampleHeaders(means.descriptor, testCase);
  }

  /** Sends what a case describes. */
  async ask(transport: Transport, request: CaseRequest): Promise<Evidence> {
    const name = tokenOf(request.credential);
    const token = name === undefined ? "" : await this.#tokenOf(name);
    const evidence = await this.#send(transport, resolveKey(request.key, this.#means.descriptor), token, request);
    const expectation = expectationOn(this.#case, transport);
    const mayBeRefused = expectation.kind === "error" && expectation.codes.includes("UNAUTHENTICATED");
    if (!mayBeRefused) await this.#watch(token, evidence);
    return evidence;
  }

  /** Asks for a key with a token, as documented. */
  async send(transport: Transport, key: string, token: string): Promise<Evidence> {
    const evidence = await this.#send(transport, key, token, { key, credential: "subject" });
    await this.#watch(token, evidence);
    return evidence;
  }

  /** The tokens of the run, and not those that a scenario makes to end them. */
  async #watch(token: string, evidence: Evidence): Promise<void> {
    const { descriptor, subjectToken, tokenWatch } = this.#means;
    if (descriptor.capabilities.isEmbedded || token === "") return;
    if (token === descriptor.tokens.other || token === (await subjectToken())) await tokenWatch.look(token, evidence);
  }

  async #tokenOf(name: TokenName): Promise<string> {
    if (name === "subject") return this.#means.subjectToken();
    const { tokens, unproven } = this.#means.descriptor;
    const reason = unproven?.[name];
    if (reason !== undefined) throw new BlockedError(reason);
    return tokens[name] ?? "";
  }

  async #send(transport: Transport, key: string, token: string, caseRequest: CaseRequest): Promise<Evidence> {
    const { descriptor, refusals } = this.#means;
    const { isEmbedded, mayLackAnswers, mayBeExhausted } = descriptor.capabilities;
    const exampleHeaders = this.#exampleHeaders;
    const request = wireRequest({ descriptor, transport, key, token, request: caseRequest, exampleHeaders });
    guard(descriptor, request);
    if (token !== "") this.tokens.add(token);
    const answered = await this.#exchange(transport, request);
    const exchange = isEmbedded ? answered : await this.#inWords(answered);
    this.exchanges.push(exchange);
    if (!isEmbedded) {
      refuseIntermediary(exchange, descriptor.baseUrl, descriptor.front, refusals);
      refuseRewritten(exchange, descriptor.baseUrl, descriptor.front);
    }
    if (mayLackAnswers && headerValues(exchange.response.headers, NOT_RECORDED_HEADER).length > 0) {
      throw new NotRecorded("not recorded");
    }
    const evidence = readers[transport](exchange);
    if (mayBeExhausted && !this.#expectsExhaustion && isOverQuota(evidence)) throw overQuota(descriptor.baseUrl);
    return evidence;
  }

  /** An answer to HEAD has no words in which the vendor could say that it lacks its database: one to GET has them. */
  async #inWords(exchange: Exchange): Promise<Exchange> {
    const { transport, request, response } = exchange;
    if (request.method !== "HEAD" || response.status !== 500) return exchange;
    const { baseUrl, front } = this.#means.descriptor;
    const asked = await this.#exchange(transport, { ...request, method: "GET" });
    refuseIntermediary(asked, baseUrl, front);
    if (asked.response.status === 500) return exchange;
    // A failure that came and went is told as every other one is that was outlasted.
    this.retryCounter.resent();
    return this.#exchange(transport, request);
  }

  /** An intermediary may also hang up on what it does not like. */
  async #exchange(transport: Transport, request: WireRequest): Promise<Exchange> {
    const { descriptor, connection } = this.#means;
    try {
      return await sendOnceMore(connection, transport, request, this.retryCounter);
    } catch (error) {
      const front = descriptor.front?.name;
      const refusable = front === undefined ? undefined : whyRefusable(request);
      const hungUp = error instanceof TransportError && ["reset", "unprocessed", "malformed"].includes(error.kind);
      if (!hungUp || front === undefined || refusable === undefined) throw error;
      throw new AnsweredByIntermediary(`${front} ended the connection, and may refuse ${refusable}`, true);
    }
  }
}

/** A quota over gRPC and gRPC-Web is a status of the RPC, and no HTTP status that asks to wait. */
function isOverQuota({ outcome, exchange }: Evidence): boolean {
  return exchange.transport !== "rest" && isExhausted(outcome);
}

function overQuota(baseUrl: string): ThrottledError {
  return new ThrottledError(`${new URL(baseUrl).host} answered code 8 (RESOURCE_EXHAUSTED): ${QUOTA_REMEDY}`);
}
