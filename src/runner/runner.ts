import { expectationOn, type Case, type Expectation, type Step, type TokenName } from "../contract/case.ts";
import type { CheckInput, Due, Holding } from "../checks/check.ts";
import type { Transport } from "../contract/transport.ts";
import type { Exchange } from "../protocol/exchange.ts";
import type { Evidence } from "../protocol/outcome.ts";
import { TransportError, type FailureKind } from "../transports/transport.ts";
import { whySkipped } from "./skip-rules.ts";
import { Asker, NotRecorded, type AskerMeans } from "./request-sender.ts";
import { blockedRows, PEERS, type BlockedTransports } from "./blocked-transports.ts";
import { SYSTEM_CLOCK, type Clock } from "./http/clock.ts";
import { takeCourse, worthShowing } from "./scenario.ts";
import { tokenOf } from "./credentials.ts";
import { STABLE } from "./http/retry-statistics.ts";
import { judge } from "./judge.ts";
import { KeeperError, type Keeper } from "./admin-client.ts";
import { expectationFor, freshKey, holdingOf, resolveKey } from "./keys.ts";
import { KnownDeviations, type KnownDeviation } from "./known-deviations.ts";
import { openTargetConnection, type Surroundings } from "./http/open-connection.ts";
import { ThrottledError } from "./http/retry.ts";
import { MOCK_REFUSAL, whyNotByPrism } from "./prism.ts";
import type { CaseRun, Row } from "./result.ts";
import { requirementsOn, unjudged } from "./rows.ts";
import type { TargetFacts } from "../target/descriptor.ts";
import { PROJECTION_TIMEOUT } from "./until-visible.ts";

/** Runs cases against one target over its own connections. */
export interface Runner {
  /** Runs one case over one transport. Never rejects on what the target does. */
  run(testCase: Case, transport: Transport): Promise<CaseRun>;
  /** Closes every socket. */
  close(): void;
}

/** What a runner may be told beside its target. */
export interface RunnerOptions extends Surroundings {
  readonly known?: readonly KnownDeviation[];
  /** Transports that cannot be judged, each with the sentence that says why. */
  readonly blocked?: BlockedTransports;
  /** Changes the target, for cases that have a course; without one they are skipped. */
  readonly keeper?: Keeper;
  /** Gives the subject's token anew before it ends. */
  readonly subjectToken?: () => Promise<string>;
  /** Is told every token that comes up during the run, so that it can be hidden. */
  readonly onSecret?: (secret: string) => void;
}

/** What the cases of a runner share. */
interface Means extends AskerMeans {
  readonly known: KnownDeviations;
  readonly keeper: Keeper | undefined;
  readonly onSecret: (secret: string) => void;
  readonly clock: Clock;
}

/** What is missing when a target answers HTTP/1.1 only, or a proxy lets nothing else through. */
const WITHOUT_HTTP2: readonly FailureKind[] = ["no-http2", "no-tunnel"];

/** Makes a runner for a target. */
export function createRunner(facts: TargetFacts, options: RunnerOptions = {}): Runner {
  const connection = openTargetConnection(facts, options);
  const means: Means = {
    facts,
    connection,
    known: new KnownDeviations(options.known ?? [], facts.vendorVersion),
    keeper: options.keeper,
    subjectToken: options.subjectToken ?? (() => Promise.resolve(facts.tokens.subject ?? "")),
    onSecret: options.onSecret ?? (() => undefined),
    clock: options.clock ?? SYSTEM_CLOCK,
  };
  return {
    run: (testCase, transport) => {
      const rows = blockedRows(testCase, transport, options.blocked ?? {});
      if (rows !== undefined) return Promise.resolve({ case: testCase.id, transport, rows, exchanges: [], ...STABLE });
      return new CaseRunner(means, testCase, transport).run();
    },
    close: () => {
      connection.close();
    },
  };
}

/** One case over one transport. */
class CaseRunner {
  readonly #means: Means;
  readonly #facts: TargetFacts;
  readonly #case: Case;
  readonly #transport: Transport;
  readonly #asker: Asker;
  /** The longest time that a change took to show. */
  #lag: number | undefined;
  /** The exchanges of a course that are worth looking at. */
  #shown: readonly Exchange[] | undefined;
  /** Tokens that came up within the case. */
  readonly #secrets: string[] = [];

  constructor(means: Means, testCase: Case, transport: Transport) {
    this.#means = means;
    this.#facts = means.facts;
    this.#case = testCase;
    this.#transport = transport;
    this.#asker = new Asker(means, testCase);
  }

  async run(): Promise<CaseRun> {
    const rows = await this.#rows();
    const { retries, throttled } = this.#asker.tally;
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

  /** All of them, but of a course those that are worth looking at, or the last where it did not come to its end. */
  #exchanges(): readonly Exchange[] {
    const { exchanges } = this.#asker;
    return this.#shown ?? (this.#case.course === undefined ? exchanges : exchanges.slice(-2));
  }

  async #rows(): Promise<Row[]> {
    const reason = whySkipped(this.#case, this.#transport, this.#facts, this.#means.keeper !== undefined);
    if (reason !== undefined) return this.#unjudged("skipped", reason);
    try {
      const { course } = this.#case;
      return this.#judge(await (course === undefined ? this.#ask() : this.#take(course)));
    } catch (error) {
      if (error instanceof NotRecorded) return this.#unjudged("skipped", error.message);
      if (error instanceof KeeperError || error instanceof ThrottledError) {
        return this.#unjudged("blocked", error.message);
      }
      if (!(error instanceof TransportError)) throw error;
      if (WITHOUT_HTTP2.includes(error.kind) && this.#transport !== "grpc") {
        return this.#unjudged("skipped", `the target does not speak HTTP/2 here: ${error.message}`);
      }
      return this.#unjudged("blocked", error.message);
    }
  }

  #unjudged(verdict: "skipped" | "blocked", reason: string): Row[] {
    return unjudged(this.#case, this.#transport, verdict, reason);
  }

  /** Sends everything that the case sends and gathers what its checks look at. */
  async #ask(): Promise<CheckInput> {
    const { stimulus, then, parity } = this.#case;
    const evidence = await this.#asker.ask(this.#transport, stimulus);
    const second = then === undefined ? undefined : await this.#asker.ask(this.#transport, then);
    const peerTransport = PEERS[this.#transport];
    const peer = parity === true ? await this.#asker.ask(peerTransport, stimulus) : undefined;
    const key = resolveKey(stimulus.key, this.#facts);
    return {
      ...this.#input(evidence, key),
      ...(second === undefined ? {} : { second }),
      ...(peer === undefined ? {} : { peer: { transport: peerTransport, evidence: peer } }),
    };
  }

  /** Takes the case's course and gathers its answers. */
  async #take(steps: readonly Step[]): Promise<CheckInput> {
    const { keeper, subjectToken, clock, onSecret } = this.#means;
    const key = freshKey(this.#case.stimulus.key, this.#facts);
    const record = await takeCourse(steps, key, this.#transport, {
      keeper,
      ask: (transport, token) => this.#asker.askFor(transport, key, token),
      tokens: { subject: await subjectToken(), other: this.#facts.tokens.other ?? "" },
      held: { subject: this.#heldBy("subject", key), other: this.#heldBy("other", key) },
      projectionTimeout: this.#facts.projectionTimeout ?? PROJECTION_TIMEOUT,
      clock,
      onSecret: (secret) => {
        this.#secrets.push(secret);
        onSecret(secret);
      },
    });
    this.#lag = record.lag;
    this.#shown = worthShowing(record.answers);
    const last = record.answers.at(-1);
    if (last === undefined) throw new Error(`${this.#case.id} has a course that asks nothing`);
    return { ...this.#input(last.evidence, key), course: record.answers };
  }

  #heldBy(owner: TokenName, key: string): Due {
    const holding = holdingOf(this.#facts, owner, key);
    return holding.kind === "value" ? holding : { kind: "missing" };
  }

  #input(evidence: Evidence, key: string): CheckInput {
    const { credential } = this.#case.stimulus;
    const owner = tokenOf(credential);
    const holding = holdingOf(this.#facts, owner ?? "subject", key);
    return {
      testCase: this.#case,
      transport: this.#transport,
      expectation: this.#expectation(holding, owner !== undefined),
      key,
      holding,
      evidence,
      latest: this.#facts.recordedAt ?? evidence.exchange.startedAt + evidence.exchange.duration,
      secrets: [...Object.values(this.#facts.tokens), ...this.#asker.tokens, ...this.#secrets],
    };
  }

  #expectation(holding: Holding, credentialIsGood: boolean): Expectation {
    const expectation = expectationOn(this.#case, this.#transport);
    if (this.#facts.kind === "prism" && expectation.kind === "error") return MOCK_REFUSAL;
    return expectationFor(expectation, holding, credentialIsGood);
  }

  #judge(input: CheckInput): Row[] {
    return requirementsOn(this.#case, this.#transport).map((required) => {
      const reason = this.#facts.kind === "prism" ? whyNotByPrism(this.#case, required.id) : undefined;
      if (reason === undefined) return judge(required, input, this.#means.known);
      const { id, level } = required;
      const row = { case: this.#case.id, requirement: id, level, transport: this.#transport };
      return { ...row, verdict: "skipped", violations: [], reason } as const;
    });
  }
}
