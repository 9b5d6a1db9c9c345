import type { LeaverToken, Step } from "../contract/case.ts";
import type { CourseAnswer, Due } from "../checks/check.ts";
import { fits } from "../checks/scenario.ts";
import { TRANSPORTS, type Transport } from "../contract/transport.ts";
import type { Exchange } from "../protocol/exchange.ts";
import type { Evidence } from "../protocol/outcome.ts";
import type { Clock } from "./http/clock.ts";
import { KeeperError, type Keeper, type Leaver } from "./admin-client.ts";
import { untilShown } from "./until-visible.ts";

/** What a course needs of its surroundings. */
export interface CourseMeans {
  /** Absent where the course changes nothing. */
  readonly keeper: Keeper | undefined;
  /** Asks for the case's key with a token and reads the answer. */
  readonly ask: (transport: Transport, token: string) => Promise<Evidence>;
  readonly tokens: { readonly subject: string; readonly other: string };
  /** What the two users hold under the key before the course begins. */
  readonly held: { readonly subject: Due; readonly other: Due };
  /** Milliseconds that a change may take to show. */
  readonly projectionTimeout: number;
  readonly clock: Clock;
  /** Is told every token that the course makes. */
  readonly onSecret: (secret: string) => void;
}

/** What a course gave. */
export interface CourseRecord {
  readonly answers: readonly CourseAnswer[];
  /** The longest time that a change took to show, in milliseconds. */
  readonly lag: number;
}

/** Takes the steps of a course, one after the other. Rejects with a KeeperError when a change cannot be made or seen. */
export async function takeCourse(
  steps: readonly Step[],
  key: string,
  transport: Transport,
  means: CourseMeans,
): Promise<CourseRecord> {
  const course = new Course(key, transport, means);
  for (const step of steps) await course.take(step);
  return course;
}

class Course implements CourseRecord {
  readonly answers: CourseAnswer[] = [];
  lag = 0;
  readonly #key: string;
  readonly #transport: Transport;
  readonly #means: CourseMeans;
  /** What is due under the key, and what was due before the last change. */
  #due: Due;
  #before: Due;
  #leaver: Leaver | undefined;

  constructor(key: string, transport: Transport, means: CourseMeans) {
    this.#key = key;
    this.#transport = transport;
    this.#means = means;
    this.#due = means.held.subject;
    this.#before = means.held.subject;
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case "write": {
        const value = new Uint8Array(Buffer.from(step.value));
        await this.#keeper().write(this.#key, value);
        this.#change({ kind: "value", value });
        return;
      }
      case "delete":
        await this.#keeper().delete(this.#key);
        this.#change({ kind: "missing" });
        return;
      case "read":
        return this.#read(step);
      case "take-turns":
        for (let turn = 0; turn < 2 * step.times; turn++) await this.#askAs(step, turn % 2, this.#transport);
        return;
      case "ask-at-once":
        return this.#askAtOnce(step);
      case "enter":
        return this.#enter(step, step.token);
      case "remove-token":
        return this.#own().removeToken();
      case "deactivate":
        return this.#own().deactivate();
      case "leave":
        return this.#leave(step, step.token);
    }
  }

  #change(due: Due): void {
    this.#before = this.#due;
    this.#due = due;
  }

  /** An answer that is still the earlier state is waited out; any other one is judged as it is. */
  async #read(step: Step): Promise<void> {
    const { tokens, ask, projectionTimeout, clock } = this.#means;
    const shown = await untilShown(
      () => ask(this.#transport, tokens.subject),
      this.#due,
      this.#before,
      projectionTimeout,
      clock,
    );
    if (shown.late) throw new KeeperError(this.#tooSlow(shown.waited));
    this.lag = Math.max(this.lag, shown.waited);
    this.#note(step, shown.evidence, this.#due, "subject");
    this.#note(step, await ask(this.#transport, tokens.subject), this.#due, "subject", true);
  }

  #tooSlow(waited: number): string {
    return `The instance's projections are slow: after ${String(waited)} ms ${this.#transport} still answered what was there before the last change: raise PROJECTION_TIMEOUT_MS, or look at the instance's projections.`;
  }

  async #askAtOnce(step: Extract<Step, { do: "ask-at-once" }>): Promise<void> {
    const from = TRANSPORTS.indexOf(this.#transport);
    const overAt = (at: number): Transport =>
      step.over === "one" ? this.#transport : (TRANSPORTS[(from + at) % TRANSPORTS.length] ?? this.#transport);
    // Users change with every request and transports with every second one, so that every pair of them occurs.
    await Promise.all(
      Array.from({ length: step.times }, (_, at) => this.#askAs(step, at % 2, overAt(Math.floor(at / 2)))),
    );
  }

  async #askAs(step: Step, user: number, transport: Transport): Promise<void> {
    const asker = user === 0 ? "subject" : "other";
    const { tokens, held, ask } = this.#means;
    this.#note(step, await ask(transport, tokens[asker]), held[asker], asker);
  }

  /** Before a user loses access it must be served: else its refusal would say nothing. */
  async #enter(step: Step, token: LeaverToken): Promise<void> {
    const value = this.#due.kind === "value" ? this.#due.value : new Uint8Array();
    const due: Due = { kind: "value", value };
    if (this.#leaver === undefined) {
      this.#leaver = await this.#keeper().createLeaver(this.#key, value);
      for (const secret of Object.values(this.#leaver.tokens)) this.#means.onSecret(secret);
    }
    this.#note(step, await this.#means.ask(this.#transport, this.#leaver.tokens[token]), due, "leaver");
  }

  async #leave(step: Step, token: LeaverToken): Promise<void> {
    const secret = this.#own().tokens[token];
    const { ask, projectionTimeout, clock } = this.#means;
    const due: Due = { kind: "refused" };
    const shown = await untilShown(() => ask(this.#transport, secret), due, this.#due, projectionTimeout, clock);
    // Who is still served when the time is over is not shut out: that is judged, unlike a value that is merely late.
    this.lag = Math.max(this.lag, shown.waited);
    this.#note(step, shown.evidence, due, "leaver");
  }

  #keeper(): Keeper {
    const { keeper } = this.#means;
    if (keeper === undefined) throw new Error("A course that changes something was begun without a keeper");
    return keeper;
  }

  #own(): Leaver {
    if (this.#leaver === undefined) throw new Error("A course takes access from a user who never entered");
    return this.#leaver;
  }

  #note(step: Step, evidence: Evidence, due: Due, asker: CourseAnswer["asker"], again = false): void {
    this.answers.push({ step, evidence, due, asker, again });
  }
}

/** Exchanges of one step that are shown where all of them are right. */
const SAMPLE = 2;

/** The exchanges of a course that a report shows: the first wrong ones, else the first of each step. */
export function worthShowing(answers: readonly CourseAnswer[]): readonly Exchange[] {
  const wrong = answers.filter(({ evidence, due }) => !fits(evidence, due));
  const shown =
    wrong.length > 0
      ? wrong.slice(0, SAMPLE)
      : [...new Set(answers.map(({ step }) => step))].flatMap((step) =>
          answers.filter((answer) => answer.step === step).slice(0, SAMPLE),
        );
  return shown.map(({ evidence }) => evidence.exchange);
}
