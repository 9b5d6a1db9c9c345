import { BlockedError } from "../errors.ts";
import { OTHER_HOLDS, SUBJECT_HOLDS, type SeedEntry } from "../cases/seed-data.ts";
import type { TokenName } from "../contract/case.ts";
import type { Outcome } from "../protocol/outcome.ts";
import type { Clock } from "../runner/http/clock.ts";
import type { TargetConnection } from "../runner/http/target-connection.ts";
import { noteOrganisation } from "./journal.ts";
import { isMissing, Refused } from "./refused.ts";
import { explained, type Management } from "./management.ts";
import { getOnce, isRefusal, until } from "./shows.ts";
import { UserMaker } from "./users.ts";

/** What preparing a run needs. */
export interface ProvisionOptions {
  readonly baseUrl: string;
  readonly connection: TargetConnection;
  readonly management: Management;
  /** What the names of the users begin with. */
  readonly names: string;
  readonly journal: string;
  /** Milliseconds that a change may take to show. */
  readonly policy: number;
  readonly clock: Clock;
  /** Stops between two steps when it is aborted. */
  readonly signal: AbortSignal;
}

/** The users of a run. */
export interface Provisioned {
  readonly tokens: Readonly<Record<TokenName, string>>;
  readonly subjectId: string;
  /** What preparing showed, a sentence each. */
  readonly notes: readonly string[];
}

/** Seconds that the expired token lives at first; a server whose clock is ahead refuses it, and it is asked for again. */
const SHORT_LIVES = [3, 6, 12, 24] as const;

/**
 * Makes what every case needs: two users with the same key and different values, an expired token and a deactivated user.
 * Waits until all of it shows. Rejects with a BlockedError whose sentence says what stands in the way; what was made by
 * then is in the journal.
 */
export async function provision(options: ProvisionOptions): Promise<Provisioned> {
  return explained(options.baseUrl, () => new Provisioner(options).run());
}

class Provisioner {
  readonly #options: ProvisionOptions;
  readonly #maker: UserMaker;
  readonly #notes: string[] = [];

  constructor(options: ProvisionOptions) {
    this.#options = options;
    this.#maker = new UserMaker(options.management, options.names, options.journal);
  }

  async run(): Promise<Provisioned> {
    noteOrganisation(this.#options.journal, await this.#options.management.ownOrganisation());
    // Before the first user is made: what cannot be removed again must not be made.
    await this.#options.management.tryRemoval();
    const subject = await this.#user("subject", SUBJECT_HOLDS);
    // Made early, so that it ends while the rest is prepared.
    const expired = await this.#expiringToken(subject.id);
    const other = await this.#user("other", OTHER_HOLDS);
    const off = await this.#user("deactivated", OTHER_HOLDS);
    await this.#step(() => this.#options.management.deactivate(off.id));
    await this.#untilServed(subject, SUBJECT_HOLDS);
    await this.#untilServed(other, OTHER_HOLDS);
    await this.#untilRefused(off.token, 0);
    await this.#untilRefused(expired.token, expired.ends - this.#options.management.now());
    const tokens = { subject: subject.token, other: other.token, expired: expired.token, deactivated: off.token };
    return { tokens, subjectId: subject.id, notes: this.#notes };
  }

  async #user(role: string, entries: readonly SeedEntry[]): Promise<{ id: string; token: string }> {
    const id = await this.#step(() => this.#maker.create(role));
    const { token } = await this.#step(() => this.#maker.createToken(id));
    await this.#step(() => this.#maker.store(id, entries));
    return { id, token };
  }

  /** The vendor refuses a token that has ended already, so it gets a moment to live. */
  async #expiringToken(id: string): Promise<{ token: string; ends: number }> {
    const { management } = this.#options;
    for (const seconds of SHORT_LIVES) {
      const ends = management.now() + seconds * 1000;
      try {
        const { token } = await this.#step(() => management.createToken(id, ends));
        return { token, ends };
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 3) throw error;
      }
    }
    throw new BlockedError(
      "The instance refuses tokens that live for less than half a minute, so that no expired one can be had: set the clocks of the instance and of this machine.",
    );
  }

  /** A new user may not be there for every part of a real server at once: its keys and its token are waited for. */
  async #untilServed({ id, token }: { id: string; token: string }, entries: readonly SeedEntry[]): Promise<void> {
    const { management, connection, baseUrl, policy, clock } = this.#options;
    const keys = entries.map(({ key }) => key);
    const [first = ""] = keys;
    let last: Outcome | undefined;
    const took = await this.#step(() =>
      until(
        async () => {
          const outcome = await getOnce(connection, baseUrl, first, token);
          last = outcome;
          if (outcome.kind !== "success") return false;
          const listed = await keysOf(management, id);
          return keys.every((key) => listed.includes(key));
        },
        policy,
        clock,
      ),
    );
    if (took === undefined) throw new BlockedError(whyNotServed(last, policy));
    if (took >= PROMPT) this.#notes.push(`What was prepared showed after ${String(took)} ms.`);
  }

  /** Who is still served when the time is over makes the case of it fail: that is the vendor's, not the set-up's. */
  async #untilRefused(token: string, left: number): Promise<void> {
    const { connection, baseUrl, policy, clock } = this.#options;
    const key = OTHER_HOLDS[0]?.key ?? "";
    const limit = Math.max(0, left) + policy;
    await this.#step(() => until(async () => isRefusal(await getOnce(connection, baseUrl, key, token)), limit, clock));
  }

  /** One step; an interrupt ends the work before the next one. */
  async #step<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#options.signal.aborted) throw new BlockedError("The run was interrupted while it was prepared.");
    return work();
  }
}

/** Milliseconds within which nobody would speak of a delay. */
const PROMPT = 200;

async function keysOf(management: Management, id: string): Promise<readonly string[]> {
  try {
    return await management.listKeys(id);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function whyNotServed(last: Outcome | undefined, policy: number): string {
  const within = `within ${String(policy)} ms`;
  const remedy = "raise PROJECTION_TIMEOUT_MS, or look at the instance's projections.";
  if (last?.kind === "other") {
    return `The instance did not answer a user who was made for the run ${within} (${last.reason}): look at the instance and at what stands in front of it.`;
  }
  return last !== undefined && isRefusal(last)
    ? `A token that the instance had just made was not accepted ${within}: ${remedy}`
    : `The instance's projections are slow: metadata that was stored did not show ${within}: ${remedy}`;
}
