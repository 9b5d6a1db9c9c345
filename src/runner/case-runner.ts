import { expectationOn, type Case, type Expectation, type Step, type TokenName } from "../contract/case.ts";
import type { CheckInput, ExpectedValue, ScenarioInput, SingleInput, StoredState } from "../checks/check.ts";
import type { Transport } from "../contract/transport.ts";
import type { Exchange } from "../protocol/exchange.ts";
import type { Evidence } from "../protocol/outcome.ts";
import { whySkipped } from "./skip-rules.ts";
import { RequestSender, type RequestSenderContext } from "./request-sender.ts";
import { PEERS } from "./blocked-transports.ts";
import type { Clock } from "./http/clock.ts";
import { runScenario } from "./scenario.ts";
import { worthShowing } from "./worth-showing.ts";
import { tokenOf } from "./credentials.ts";
import { representative } from "./attempts.ts";
import type { CheckInputs } from "./judge.ts";
import { judgeCase } from "./judge-case.ts";
import type { AdminClient, AdminClientError } from "./admin-client.ts";
import { expectationFor, freshKey, storedStateOf, resolveKey } from "./keys.ts";
import { obstacleOf } from "./obstacle.ts";
import type { KnownDeviations } from "./known-deviations.ts";
import { refusalOf } from "./judged-examples.ts";
import type { CaseRun, Row } from "./result.ts";
import { unjudged, type Unjudged } from "./rows.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { PROJECTION_TIMEOUT } from "./until-visible.ts";

/** What the cases of a runner share. */
export interface CaseContext extends RequestSenderContext {
  readonly known: KnownDeviations;
  /** Host and port of the target. */
  readonly address: string;
  readonly isGrpcBlocked: boolean;
  readonly adminClient: AdminClient | undefined;
  readonly onSecret: (secret: string) => void;
  readonly clock: Clock;
}

/** One case over one transport. */
export class CaseRunner {
  readonly #means: CaseContext;
  readonly #descriptor: TargetDescriptor;
  readonly #case: Case;
  readonly #transport: Transport;
  readonly #sender: RequestSender;
  /** The longest time that a change took to show. */
  #lag: number | undefined;
  /** The exchanges of a scenario that are worth looking at. */
  #shown: readonly Exchange[] | undefined;
  #endedBy: AdminClientError | undefined;
  /** Tokens that came up within the case. */
  readonly #secrets: string[] = [];

  constructor(means: CaseContext, testCase: Case, transport: Transport) {
    this.#means = means;
    this.#descriptor = means.descriptor;
    this.#case = testCase;
    this.#transport = transport;
    this.#sender = new RequestSender(means, testCase);
  }

  async run(): Promise<CaseRun> {
    const rows = await this.#rows();
    const { retries, throttled } = this.#sender.retryCounter;
    const exchanges = this.#exchanges();
    return {
      case: this.#case.id,
      transport: this.#transport,
      rows,
      exchanges,
      retries,
      throttled,
      ...(this.#lag === undefined ? {} : { lag: this.#lag }),
    };
  }

  /** All of them; but of a scenario or of many attempts those that are worth looking at, or the last where they broke off. */
  #exchanges(): readonly Exchange[] {
    return this.#shown ?? this.#sender.exchanges.slice(-2);
  }

  async #rows(): Promise<Row[]> {
    const reason = whySkipped(this.#case, this.#transport, this.#descriptor, this.#means.adminClient !== undefined);
    if (reason !== undefined) return this.#unjudged("skipped", reason);
    try {
      const inputs = await this.#askOften(this.#case);
      return this.#unlessEnded(judgeCase(inputs, this.#means));
    } catch (error) {
      const attempted = {
        testCase: this.#case,
        transport: this.#transport,
        isGrpcBlocked: this.#means.isGrpcBlocked,
      };
      const obstacle = obstacleOf(error, attempted);
      if (obstacle === undefined) throw error;
      return this.#unjudged(obstacle.verdict, obstacle.reason);
    }
  }

  /** A scenario that the environment ended blocks, unless what was answered until then is a failure. */
  #unlessEnded(rows: Row[]): Row[] {
    if (this.#endedBy === undefined || rows.some(({ verdict }) => verdict === "fail")) return rows;
    throw this.#endedBy;
  }

  #unjudged(verdict: Unjudged, reason: string): Row[] {
    return unjudged(this.#case, this.#transport, verdict, reason);
  }

  /** Asks once, or as often as chance needs to show: an embedded target answers the same every time. */
  async #askOften(testCase: Case): Promise<CheckInputs> {
    const inputs: [CheckInput, ...CheckInput[]] = [await this.#ask(testCase)];
    if (testCase.kind !== "single" || this.#descriptor.capabilities.isEmbedded) return inputs;
    while (inputs.length < (testCase.attempts ?? 1)) inputs.push(await this.#ask(testCase));
    if (inputs.length > 1) this.#shown = [representative(inputs).evidence.exchange];
    return inputs;
  }

  /** Sends everything that the case sends and gathers what its checks look at. */
  async #ask(testCase: Case): Promise<CheckInput> {
    if (testCase.kind === "scenario") return this.#runScenario(testCase.steps);
    const { request } = testCase;
    const isAround = testCase.kind === "pair" && testCase.around === true;
    const before = isAround ? await this.#sender.ask(this.#transport, testCase.then) : undefined;
    const evidence = await this.#sender.ask(this.#transport, request);
    const key = resolveKey(request.key, this.#descriptor);
    // The input is made last: it holds every token that was sent.
    switch (testCase.kind) {
      case "single":
        return { ...this.#input(evidence, key), kind: "single" };
      case "pair": {
        const second = await this.#sender.ask(this.#transport, testCase.then);
        return { ...this.#input(evidence, key), kind: "pair", second, ...(before === undefined ? {} : { before }) };
      }
      case "parity": {
        const transport = PEERS[this.#transport];
        const peer = { transport, evidence: await this.#sender.ask(transport, request) };
        return { ...this.#input(evidence, key), kind: "parity", peer };
      }
    }
  }

  /** Runs the case's steps and gathers their answers. */
  async #runScenario(steps: readonly Step[]): Promise<ScenarioInput> {
    const { adminClient, subjectToken, clock, onSecret } = this.#means;
    const key = freshKey(this.#case.request.key, this.#descriptor);
    const record = await runScenario(steps, key, this.#transport, {
      adminClient,
      ask: (transport, token, asked) => this.#sender.send(transport, asked, token),
      tokens: { subject: await subjectToken(), other: this.#descriptor.tokens.other ?? "" },
      before: { subject: this.#expectedOf("subject", key), other: this.#expectedOf("other", key) },
      projectionTimeout: this.#descriptor.projectionTimeout ?? PROJECTION_TIMEOUT,
      clock,
      target: this.#descriptor,
      onSecret: (secret) => {
        this.#secrets.push(secret);
        onSecret(secret);
      },
    });
    this.#lag = record.lag;
    this.#endedBy = record.endedBy;
    this.#shown = worthShowing(record.answers);
    const last = record.answers.at(-1);
    if (last === undefined) throw new Error(`${this.#case.id} has a scenario that asks nothing`);
    return { ...this.#input(last.evidence, key), kind: "scenario", answers: record.answers };
  }

  #expectedOf(owner: TokenName, key: string): ExpectedValue {
    const storedState = storedStateOf(this.#descriptor, owner, key);
    return storedState.kind === "value" ? storedState : { kind: "missing" };
  }

  #input(evidence: Evidence, key: string): Omit<SingleInput, "kind"> {
    const { credential } = this.#case.request;
    const owner = tokenOf(credential);
    const { organisation } = this.#descriptor;
    const storedState = storedStateOf(this.#descriptor, owner ?? "subject", key);
    return {
      testCase: this.#case,
      transport: this.#transport,
      expectation: this.#expectation(storedState, owner !== undefined),
      key,
      storedState,
      ...(organisation === undefined ? {} : { organisation }),
      evidence,
      latest: this.#descriptor.recordedAt ?? this.#latestTime(evidence.exchange),
      clockIsKnown: this.#descriptor.clockAhead !== null,
      secrets: [...Object.values(this.#descriptor.tokens), ...this.#sender.tokens, ...this.#secrets],
      address: this.#means.address,
    };
  }

  /** By the clock that is ahead: behind a proxy that writes the Date, the server's may be as right as ours. */
  #latestTime({ startedAt, duration }: Exchange): number {
    return startedAt + duration + Math.max(0, this.#descriptor.clockAhead ?? 0);
  }

  #expectation(storedState: StoredState, credentialIsGood: boolean): Expectation {
    const expectation = expectationOn(this.#case, this.#transport);
    const refusal = expectation.kind === "error" ? refusalOf(this.#descriptor) : undefined;
    if (refusal !== undefined) return refusal;
    return expectationFor(expectation, storedState, credentialIsGood);
  }
}
