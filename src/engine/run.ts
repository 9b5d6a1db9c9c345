import { expectationOn, type Case, type Expectation, type Stimulus } from "../contract/case.ts";
import type { CheckInput, Holding } from "../contract/check.ts";
import { headerValues, type Exchange, type Transport, type WireRequest } from "../contract/exchange.ts";
import type { Evidence } from "../contract/outcome.ts";
import { buildRequest, readers } from "../transports/index.ts";
import { TransportError, type FailureKind } from "../transports/transport.ts";
import { whySkipped } from "./applies.ts";
import { blockedRows, PEERS, type BlockedTransports } from "./blocked.ts";
import { authorization, tokenOf } from "./credentials.ts";
import { guard } from "./guard.ts";
import { judge } from "./judge.ts";
import { STABLE, Tally } from "./instability.ts";
import { expectationFor, holdingOf, resolveKey } from "./keys.ts";
import { KnownDeviations, type KnownDeviation } from "./known-deviations.ts";
import { openTargetConnection, type Surroundings } from "./open-connection.ts";
import { ThrottledError } from "./patience.ts";
import { MOCK_REFUSAL, preference, whyNotByPrism } from "./prism.ts";
import type { CaseRun, Row } from "./result.ts";
import { requirementsOn, unjudged } from "./rows.ts";
import { sendOnceMore, type TargetConnection } from "./target-connection.ts";
import { NOT_RECORDED_HEADER, type TargetFacts } from "./target.ts";

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
  readonly blocked?: BlockedTransports;
}

/** What is missing when a target answers HTTP/1.1 only, or a proxy lets nothing else through. */
const WITHOUT_HTTP2: readonly FailureKind[] = ["no-http2", "no-tunnel"];

/** The recording does not hold a request that a case needs. */
class NotRecorded extends Error {}

/** Makes a runner for a target. */
export function createRunner(facts: TargetFacts, options: RunnerOptions = {}): Runner {
  const connection = openTargetConnection(facts, options);
  const known = new KnownDeviations(options.known ?? [], facts.vendorVersion);
  return {
    run: (testCase, transport) => {
      const rows = blockedRows(testCase, transport, options.blocked ?? {});
      if (rows !== undefined) return Promise.resolve({ case: testCase.id, transport, rows, exchanges: [], ...STABLE });
      return new CaseRunner(facts, connection, known, testCase, transport).run();
    },
    close: () => {
      connection.close();
    },
  };
}

/** One case over one transport. */
class CaseRunner {
  readonly #facts: TargetFacts;
  readonly #connection: TargetConnection;
  readonly #known: KnownDeviations;
  readonly #case: Case;
  readonly #transport: Transport;
  readonly #exchanges: Exchange[] = [];
  readonly #tally = new Tally();

  constructor(
    facts: TargetFacts,
    connection: TargetConnection,
    known: KnownDeviations,
    testCase: Case,
    transport: Transport,
  ) {
    this.#facts = facts;
    this.#connection = connection;
    this.#known = known;
    this.#case = testCase;
    this.#transport = transport;
  }

  async run(): Promise<CaseRun> {
    const rows = await this.#rows();
    return {
      case: this.#case.id,
      transport: this.#transport,
      rows,
      exchanges: this.#exchanges,
      retries: this.#tally.retries,
      throttled: this.#tally.throttled,
    };
  }

  async #rows(): Promise<Row[]> {
    const reason = whySkipped(this.#case, this.#transport, this.#facts);
    if (reason !== undefined) return this.#unjudged("skipped", reason);
    try {
      return this.#judge(await this.#ask());
    } catch (error) {
      if (error instanceof NotRecorded) return this.#unjudged("skipped", error.message);
      if (error instanceof ThrottledError) return this.#unjudged("blocked", error.message);
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
    const evidence = await this.#send(this.#transport, stimulus);
    const second = then === undefined ? undefined : await this.#send(this.#transport, then);
    const peerTransport = PEERS[this.#transport];
    const peer = parity === true ? await this.#send(peerTransport, stimulus) : undefined;
    const key = resolveKey(stimulus.key, this.#facts);
    const owner = tokenOf(stimulus.credential) ?? "subject";
    const holding = holdingOf(this.#facts, owner, key);
    const isGood = tokenOf(stimulus.credential) !== undefined;
    return {
      testCase: this.#case,
      transport: this.#transport,
      expectation: this.#expectation(holding, isGood),
      key,
      holding,
      evidence,
      ...(second === undefined ? {} : { second }),
      ...(peer === undefined ? {} : { peer: { transport: peerTransport, evidence: peer } }),
      latest: this.#facts.recordedAt ?? evidence.exchange.startedAt + evidence.exchange.duration,
      secrets: Object.values(this.#facts.tokens),
    };
  }

  #expectation(holding: Holding, credentialIsGood: boolean): Expectation {
    const expectation = expectationOn(this.#case, this.#transport);
    if (this.#facts.kind === "prism" && expectation.kind === "error") return MOCK_REFUSAL;
    return expectationFor(expectation, holding, credentialIsGood);
  }

  async #send(transport: Transport, stimulus: Stimulus): Promise<Evidence> {
    const request = this.#request(transport, stimulus);
    guard(this.#facts, request);
    const exchange = await sendOnceMore(this.#connection, transport, request, this.#tally);
    this.#exchanges.push(exchange);
    if (this.#facts.kind === "recording" && headerValues(exchange.response.headers, NOT_RECORDED_HEADER).length > 0) {
      throw new NotRecorded("not recorded");
    }
    return readers[transport](exchange);
  }

  #request(transport: Transport, stimulus: Stimulus): WireRequest {
    const name = tokenOf(stimulus.credential);
    const token = name === undefined ? "" : (this.#facts.tokens[name] ?? "");
    const credentials = authorization(stimulus.credential, token);
    return buildRequest(transport, {
      basePath: new URL(this.#facts.baseUrl).pathname.replace(/\/$/, ""),
      key: resolveKey(stimulus.key, this.#facts),
      ...(credentials === undefined ? {} : { authorization: credentials }),
      stimulus: this.#dressed(stimulus, token),
    });
  }

  /** Adds what only the engine knows: the token in the query, the preference that Prism wants, the key in a raw path. */
  #dressed(stimulus: Stimulus, token: string): Stimulus {
    const { rest } = stimulus;
    const prefer = this.#facts.kind === "prism" ? preference(this.#case) : undefined;
    const rawPath = rest?.rawPath === undefined ? undefined : resolveKey(rest.rawPath, this.#facts);
    return {
      ...stimulus,
      rest: {
        ...rest,
        ...(rawPath === undefined ? {} : { rawPath }),
        ...(stimulus.credential === "in-query" ? { query: `access_token=${encodeURIComponent(token)}` } : {}),
        ...(prefer === undefined ? {} : { headers: { ...rest?.headers, prefer } }),
      },
    };
  }

  #judge(input: CheckInput): Row[] {
    return requirementsOn(this.#case, this.#transport).map((required) => {
      const reason = this.#facts.kind === "prism" ? whyNotByPrism(this.#case, required.id) : undefined;
      if (reason === undefined) return judge(required, input, this.#known);
      const { id, level } = required;
      const row = { case: this.#case.id, requirement: id, level, transport: this.#transport };
      return { ...row, verdict: "skipped", violations: [], reason } as const;
    });
  }
}
