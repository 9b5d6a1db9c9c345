import { BlockedError } from "../errors.ts";
import { OTHER_HOLDS, SUBJECT_HOLDS, type SeedEntry } from "../cases/seed-data.ts";
import type { TokenName } from "../contract/case.ts";
import type { Evidence } from "../protocol/outcome.ts";
import { whyCached } from "../runner/front/cached.ts";
import type { Clock } from "../runner/http/clock.ts";
import type { TargetConnection } from "../runner/http/target-connection.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { noteOrganisation } from "./journal.ts";
import { createExpiringToken, untilEnded, whyNotEnded, type ExpiringToken } from "./expiring-token.ts";
import { isMissing } from "./refused.ts";
import { explained, type MadeUser, type Management } from "./management.ts";
import { getOnce, isRefusal, until } from "./shows.ts";
import { UserMaker } from "./users.ts";

/** What provisioning needs. */
export interface ProvisionOptions {
  readonly baseUrl: string;
  readonly connection: TargetConnection;
  readonly management: Management;
  /** Prefix of the user names. */
  readonly names: string;
  readonly journal: string;
  /** Milliseconds until a change must be visible. */
  readonly policy: number;
  readonly clock: Clock;
  /** Stops before the next step once aborted. */
  readonly signal: AbortSignal;
}

/** The users of a run. */
export interface Provisioned {
  readonly tokens: Readonly<Record<TokenName, string>>;
  readonly subjectId: string;
  /** Id of the organisation in which the users are; empty where the server does not say. */
  readonly organisation: string;
  /** Tokens that may not be what they are named for, each with the sentence that says why. */
  readonly unproven: NonNullable<TargetDescriptor["unproven"]>;
  /** What provisioning noticed, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Creates what the cases need: two users with the same key and different values, an expired token and a deactivated
 * user. Waits until all of it is visible. Rejects with a BlockedError that says what is wrong; the journal has every
 * user created so far.
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
    // Checked before the first user: never create what cannot be removed.
    await this.#options.management.tryRemoval();
    const subject = await this.#user("subject", SUBJECT_HOLDS);
    // Created early, so that it expires while the rest is prepared.
    const { management } = this.#options;
    const expired = await this.#step(() => createExpiringToken(management, subject.id));
    const other = await this.#user("other", OTHER_HOLDS);
    const off = await this.#user("deactivated", OTHER_HOLDS);
    await this.#step(() => management.deactivate(off.id));
    await this.#untilServed(subject, SUBJECT_HOLDS);
    await this.#untilServed(other, OTHER_HOLDS);
    await this.#untilRefused(off.token, 0);
    const unproven = await this.#untilExpired(expired);
    const tokens = { subject: subject.token, other: other.token, expired: expired.token, deactivated: off.token };
    const { id: subjectId, organisation } = subject;
    return { tokens, subjectId, organisation, notes: this.#notes, unproven };
  }

  async #user(role: string, entries: readonly SeedEntry[]): Promise<MadeUser & { readonly token: string }> {
    const user = await this.#step(() => this.#maker.create(role));
    const { token } = await this.#step(() => this.#maker.createToken(user.id));
    await this.#step(() => this.#maker.store(user.id, entries));
    return { ...user, token };
  }

  /** Not every part of a real server sees a new user at once: waits for its keys and its token. */
  async #untilServed({ id, token }: { id: string; token: string }, entries: readonly SeedEntry[]): Promise<void> {
    const { management, connection, baseUrl, policy, clock } = this.#options;
    const keys = entries.map(({ key }) => key);
    const [first = ""] = keys;
    let last: Evidence | undefined;
    const took = await this.#step(() =>
      until(
        async () => {
          last = await getOnce(connection, baseUrl, first, token);
          if (last.outcome.kind !== "success") return false;
          const listed = await keysOf(management, id);
          return keys.every((key) => listed.includes(key));
        },
        policy,
        clock,
      ),
    );
    if (took === undefined) throw new BlockedError(whyNotServed(last, baseUrl, policy));
    if (took >= PROMPT) this.#notes.push(`The prepared data was visible after ${String(took)} ms.`);
  }

  /**
   * True when it was refused in time. A user who is still served at the end makes its case fail: that is the vendor's
   * fault, not the set-up's.
   */
  async #untilRefused(token: string, left: number): Promise<boolean> {
    const { connection, baseUrl, policy, clock } = this.#options;
    const key = OTHER_HOLDS[0]?.key ?? "";
    const isRefused = async (): Promise<boolean> => isRefusal(await getOnce(connection, baseUrl, key, token));
    return (await this.#step(() => until(isRefused, left + policy, clock))) !== undefined;
  }

  /** A token that nothing shows to have ended proves nothing when it is accepted. */
  async #untilExpired(expired: ExpiringToken): Promise<Provisioned["unproven"]> {
    const { management, baseUrl } = this.#options;
    if (await this.#untilRefused(expired.token, untilEnded(expired, management.clock))) return {};
    const reason = whyNotEnded(expired, management.clock, baseUrl);
    return reason === undefined ? {} : { expired: reason };
  }

  /** Runs one step, unless the user interrupted the run. */
  async #step<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#options.signal.aborted) throw new BlockedError("The run was interrupted during preparation.");
    return work();
  }
}

/** Milliseconds that are too short to mention. */
const PROMPT = 200;

async function keysOf(management: Management, id: string): Promise<readonly string[]> {
  try {
    return await management.listKeys(id);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function whyNotServed(last: Evidence | undefined, baseUrl: string, policy: number): string {
  const within = `within ${String(policy)} ms`;
  const remedy = "raise PROJECTION_TIMEOUT_MS, or check the instance's projections.";
  const cached = last === undefined ? undefined : whyCached(last.exchange, { baseUrl });
  if (cached !== undefined) return cached;
  if (last?.outcome.kind === "other") {
    return `The instance did not answer a user created for the run ${within} (${last.outcome.reason}): check the instance and what stands in front of it.`;
  }
  return last !== undefined && isRefusal(last)
    ? `The instance did not accept a token that it had just issued ${within}: ${remedy}`
    : `The instance's projections are slow: stored metadata did not show ${within}: ${remedy}`;
}
