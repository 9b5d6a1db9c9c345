import type { Timestamp } from "../../contract/outcome.ts";

/** One stored metadata entry. */
export interface Entry {
  readonly key: string;
  readonly value: Buffer;
  readonly sequence: bigint;
  readonly created: Timestamp;
  readonly changed: Timestamp;
  /** Id of the organisation that owns it. */
  readonly owner: string;
}

/** One user with their metadata. */
export interface User {
  readonly id: string;
  readonly organisation: string;
  readonly entries: Map<string, Entry>;
  active: boolean;
}

/** One access token. */
export interface Token {
  readonly user: User;
  /** Milliseconds since the Unix epoch. */
  readonly expires: number;
}

/** Everything that the server knows, in memory. */
export class State {
  readonly tokens = new Map<string, Token>();
  readonly #users = new Map<string, User>();
  #sequence = 0n;

  /** Adds a user. */
  addUser(id: string, organisation: string): User {
    const user: User = { id, organisation, entries: new Map(), active: true };
    this.#users.set(id, user);
    return user;
  }

  /** True when some user belongs to the organisation. */
  hasOrganisation(id: string): boolean {
    return [...this.#users.values()].some(({ organisation }) => organisation === id);
  }

  /** Every user but the given one, for behaviours that mix users up. */
  othersThan(user: User): User[] {
    return [...this.#users.values()].filter((candidate) => candidate !== user);
  }

  /** Stores a value; a later one under the same key keeps the time of creation. */
  put(user: User, key: string, value: Buffer | string): Entry {
    const changed = now();
    const created = user.entries.get(key)?.created ?? changed;
    this.#sequence += 1n;
    const entry: Entry = {
      key,
      value: Buffer.from(value),
      sequence: this.#sequence,
      created,
      changed,
      owner: user.organisation,
    };
    user.entries.set(key, entry);
    return entry;
  }
}

let last = 0n;

/** The present to the microsecond, as the vendor's database has it, and later than any time given before. */
function now(): Timestamp {
  const micros = BigInt(Date.now()) * 1000n;
  last = micros > last ? micros : last + 1n;
  return { seconds: last / 1_000_000n, nanos: Number(last % 1_000_000n) * 1000 };
}
