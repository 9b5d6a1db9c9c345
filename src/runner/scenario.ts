import type { RevocableToken, Step } from "../contract/case.ts";
import type { ScenarioAnswer, ExpectedValue } from "../checks/check.ts";
import { fits } from "../checks/scenario.ts";
import { TRANSPORTS, type Transport } from "../contract/transport.ts";
import type { Evidence } from "../protocol/outcome.ts";
import type { Clock } from "./http/clock.ts";
import { AdminClientError, type AdminClient, type RevocableUser } from "./admin-client.ts";
import { afterLaterChange, type Looking } from "./lost-change.ts";
import { change, type Entry } from "./scenario-entry.ts";
import { untilShown } from "./until-visible.ts";

/** What a scenario needs of its surroundings. */
export interface ScenarioContext {
  /** Absent where the scenario changes nothing. */
  readonly adminClient: AdminClient | undefined;
  /** Asks for a key with a token and reads the answer. */
  readonly ask: (transport: Transport, token: string, key: string) => Promise<Evidence>;
  readonly tokens: { readonly subject: string; readonly other: string };
  /** What the two users hold under the key before the scenario begins. */
  readonly before: { readonly subject: ExpectedValue; readonly other: ExpectedValue };
  /** Milliseconds that a change may take to show. */
  readonly projectionTimeout: number;
  readonly clock: Clock;
  /** What is asked. */
  readonly target: Looking["target"];
  /** Is told every token that the scenario makes. */
  readonly onSecret: (secret: string) => void;
}

/** What a scenario gave. */
export interface ScenarioRecord {
  readonly answers: readonly ScenarioAnswer[];
  /** The longest time that a change took to show, in milliseconds. */
  readonly lag: number;
  /** Why it ended before its last step; then some answer was wrong. */
  readonly endedBy?: AdminClientError;
}

/**
 * Takes the steps of a scenario, one after the other. Rejects with an AdminClientError when a change cannot be made or seen,
 * though every answer was right until then.
 */
export async function runScenario(
  steps: readonly Step[],
  key: string,
  transport: Transport,
  means: ScenarioContext,
): Promise<ScenarioRecord> {
  const scenario = new Scenario(key, transport, means);
  try {
    for (const step of steps) await scenario.run(step);
  } catch (error) {
    // After a wrong answer a change may be impossible: what was lost cannot be deleted. The answer is judged all the same.
    const isWrong = scenario.answers.some(({ evidence, expected }) => !fits(evidence, expected));
    if (!(error instanceof AdminClientError && isWrong)) throw error;
    return { answers: scenario.answers, lag: scenario.lag, endedBy: error };
  }
  return scenario;
}

class Scenario implements ScenarioRecord {
  readonly answers: ScenarioAnswer[] = [];
  lag = 0;
  readonly #key: string;
  readonly #transport: Transport;
  readonly #means: ScenarioContext;
  readonly #entries = new Map<number, Entry>();
  #revocable: RevocableUser | undefined;

  constructor(key: string, transport: Transport, means: ScenarioContext) {
    this.#key = key;
    this.#transport = transport;
    this.#means = means;
  }

  async run(step: Step): Promise<void> {
    switch (step.do) {
      case "write":
        return this.#write(step);
      case "delete": {
        const entry = this.#entry(step.entry);
        await this.#adminClient().delete(entry.key);
        change(entry, { kind: "missing" }, "deleted");
        return;
      }
      case "read":
        return this.#read(step);
      case "together":
        await Promise.all(step.steps.map((each) => this.run(each)));
        return;
      case "interleaved":
        for (let turn = 0; turn < 2 * step.times; turn++) await this.#askAs(step, turn % 2, this.#transport);
        return;
      case "concurrent":
        return this.#concurrent(step);
      case "authenticate":
        return this.#authenticate(step, step.token);
      case "remove-token":
        return this.#own().removeToken();
      case "deactivate":
        return this.#own().deactivate();
      case "await-revocation":
        return this.#awaitRevocation(step, step.token);
    }
  }

  /** The state of an entry. Nobody has a key beside the case's before the scenario stores it. */
  #entry(number = 0): Entry {
    const known = this.#entries.get(number);
    if (known !== undefined) return known;
    const expected: ExpectedValue = number === 0 ? this.#means.before.subject : { kind: "missing" };
    const key = number === 0 ? this.#key : `${this.#key}-${String(number)}`;
    const entry: Entry = { number, key, expected, before: [], changes: 0 };
    this.#entries.set(number, entry);
    return entry;
  }

  async #write(step: Extract<Step, { do: "write" }>): Promise<void> {
    const entry = this.#entry(step.entry);
    const value = new Uint8Array(Buffer.from(step.value, step.base64 === true ? "base64" : "utf8"));
    await this.#adminClient().write(entry.key, value);
    change(entry, { kind: "value", value }, entry.expected.kind === "value" ? "replaced" : "stored");
  }

  /** An answer that is still the earlier state is waited out, unless the change was lost; any other one is judged as it is. */
  async #read(step: Extract<Step, { do: "read" }>): Promise<void> {
    const { tokens, ask, projectionTimeout, clock, target } = this.#means;
    const entry = this.#entry(step.entry);
    const { expected, before, key } = entry;
    const askFor = (asked: string): Promise<Evidence> => ask(step.over ?? this.#transport, tokens.subject, asked);
    const readNow = (): Promise<Evidence> => askFor(key);
    const shown = await untilShown(readNow, expected, before, projectionTimeout, clock);
    const evidence = shown.late
      ? await afterLaterChange(key, shown, {
          adminClient: this.#adminClient(),
          ask: askFor,
          projectionTimeout,
          clock,
          target,
        })
      : shown.evidence;
    const isLost = shown.late && !fits(evidence, expected);
    if (!isLost) this.lag = Math.max(this.lag, shown.waited);
    entry.before = [];
    this.#note({ step, evidence, expected, sender: "subject", ...(isLost ? { isLost } : {}) }, entry);
    this.#note({ step, evidence: await readNow(), expected, sender: "subject", repeated: true }, entry);
  }

  async #concurrent(step: Extract<Step, { do: "concurrent" }>): Promise<void> {
    const from = TRANSPORTS.indexOf(this.#transport);
    const overAt = (at: number): Transport =>
      step.over === "one" ? this.#transport : (TRANSPORTS[(from + at) % TRANSPORTS.length] ?? this.#transport);
    // Users change with every request and transports with every second one, so that every pair of them occurs.
    await Promise.all(
      Array.from({ length: step.times }, (_, at) => this.#askAs(step, at % 2, overAt(Math.floor(at / 2)))),
    );
  }

  async #askAs(step: Step, user: number, transport: Transport): Promise<void> {
    const sender = user === 0 ? "subject" : "other";
    const { tokens, before, ask } = this.#means;
    const evidence = await ask(transport, tokens[sender], this.#key);
    this.#note({ step, evidence, expected: before[sender], sender });
  }

  /** Before a user loses access it must be served: else its refusal would say nothing. */
  async #authenticate(step: Step, token: RevocableToken): Promise<void> {
    const held = this.#entry().expected;
    const value = held.kind === "value" ? held.value : new Uint8Array();
    const expected: ExpectedValue = { kind: "value", value };
    if (this.#revocable === undefined) {
      this.#revocable = await this.#adminClient().createRevocableUser(this.#key, value);
      for (const secret of Object.values(this.#revocable.tokens)) this.#means.onSecret(secret);
    }
    const evidence = await this.#means.ask(this.#transport, this.#revocable.tokens[token], this.#key);
    this.#note({ step, evidence, expected, sender: "revocable" });
  }

  async #awaitRevocation(step: Step, token: RevocableToken): Promise<void> {
    const secret = this.#own().tokens[token];
    const { ask, projectionTimeout, clock } = this.#means;
    const expected: ExpectedValue = { kind: "refused" };
    const shown = await untilShown(
      () => ask(this.#transport, secret, this.#key),
      expected,
      [this.#entry().expected],
      projectionTimeout,
      clock,
    );
    // Who is still served when the time is over is not shut out: that is judged, unlike a value that is merely late.
    this.lag = Math.max(this.lag, shown.waited);
    this.#note({ step, evidence: shown.evidence, expected, sender: "revocable" });
  }

  #adminClient(): AdminClient {
    const { adminClient } = this.#means;
    if (adminClient === undefined)
      throw new Error("A scenario that changes something was begun without an admin client");
    return adminClient;
  }

  #own(): RevocableUser {
    if (this.#revocable === undefined) throw new Error("A scenario takes access from a user who never entered");
    return this.#revocable;
  }

  #note(answer: Noted, { number, changes, lastChange }: Entry = this.#entry()): void {
    const state = { entry: number, changes, ...(lastChange === undefined ? {} : { lastChange }) };
    this.answers.push({ repeated: false, ...answer, ...state });
  }
}

/** One answer, before it is known which state of the entry it shows. */
type Noted = Pick<ScenarioAnswer, "step" | "evidence" | "expected" | "sender" | "isLost"> & {
  readonly repeated?: boolean;
};
