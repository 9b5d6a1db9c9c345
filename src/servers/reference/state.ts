import type { Timestamp } from "../../protocol/outcome.ts";
import type { Entry, Happened, MachineKey, Token, User } from "./model.ts";
import { ProjectedMap, type Lag } from "./projected-map.ts";

export type { Entry, Happened, MachineKey, Token, User } from "./model.ts";

/** Options of a state. */
export interface StateOptions {
  /** Milliseconds since the Unix epoch; the system's clock by default. */
  readonly now?: () => number;
  /** Milliseconds that reads lag behind writes; 0 by default. */
  readonly projectionDelay?: number;
}

/** Optional properties of a new user. */
export type UserProfile = Partial<Pick<User, "userName" | "name" | "description" | "role">>;

/** All data of the server, in memory. Each user counts its events, as in the vendor's server. */
export class State {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  readonly lag: Lag;
  readonly users: ProjectedMap<string, User>;
  readonly tokens: ProjectedMap<string, Token>;
  readonly keys: ProjectedMap<string, MachineKey>;
  readonly #events = new Map<string, bigint>();
  #lastId = 300_000_000_000_000_000n;
  #lastTime = 0n;

  constructor({ now = Date.now, projectionDelay = 0 }: StateOptions = {}) {
    this.now = now;
    this.lag = { delay: projectionDelay, tokens: false, now };
    this.users = new ProjectedMap(this.lag);
    this.tokens = new ProjectedMap(this.lag);
    this.keys = new ProjectedMap(this.lag);
  }

  /** A unique id. */
  newId(): string {
    this.#lastId += 1n;
    return String(this.#lastId);
  }

  /** Adds a user, named by its id by default. */
  addUser(id: string, organisation: string, profile: UserProfile = {}): User {
    const { userName = `user-${id}`, name = userName, description = "", role } = profile;
    const { sequence, at } = this.happen(id);
    const entries = new ProjectedMap<string, Entry>(this.lag);
    const about = { id, organisation, userName, name, description, role };
    const user: User = { ...about, active: true, secret: undefined, sequence, created: at, changed: at, entries };
    this.users.set(id, user);
    return user;
  }

  /** Changes a user's record. */
  changeUser({ id }: User, change: Partial<Pick<User, "active" | "secret">>): User {
    const before = this.users.get(id);
    if (before === undefined) throw new Error(`There is no user ${id}`);
    const { sequence, at } = this.happen(id);
    const user = { ...before, ...change, sequence, changed: at };
    this.users.set(id, user);
    return user;
  }

  /** Removes a user with all tokens and keys. */
  removeUser({ id }: User): Happened {
    this.removeTokens(({ user }) => user.id === id);
    for (const key of [...this.keys.values()]) if (key.userId === id) this.keys.delete(key.id);
    this.users.delete(id);
    return this.happen(id);
  }

  /** Removes the tokens that meet a condition. */
  removeTokens(picks: (token: Token) => boolean): void {
    for (const [value, token] of [...this.tokens]) if (picks(token)) this.tokens.delete(value);
  }

  /** The user whom a token currently authenticates; undefined when the token is not valid. */
  holderOf(value: string): User | undefined {
    const token = this.credential(this.tokens, value);
    if (token === undefined || token.expires <= this.now() || token.forApi === false) return undefined;
    const user = this.credential(this.users, token.user.id);
    return user?.active === true ? user : undefined;
  }

  /** The tokens and secrets that authentication sees: current, or as late as reads when tokens lag too. */
  credential<V>(map: ProjectedMap<string, V>, key: string): V | undefined {
    return this.lag.tokens ? map.seen(key) : map.get(key);
  }

  /** True when some user belongs to the organisation. */
  hasOrganisation(id: string): boolean {
    return [...this.users.values()].some(({ organisation }) => organisation === id);
  }

  /** Every other user, for behaviours that mix users up. */
  othersThan({ id }: User): User[] {
    return [...this.users.values()].filter((candidate) => candidate.id !== id);
  }

  /** Stores a value; a later one under the same key keeps the time of creation. */
  put(user: User, key: string, value: Buffer | string, happened: Happened = this.happen(user.id)): Entry {
    const { sequence, at: changed } = happened;
    const created = user.entries.get(key)?.created ?? changed;
    const entry = { key, value: Buffer.from(value), sequence, created, changed, owner: user.organisation };
    user.entries.set(key, entry);
    return entry;
  }

  /** Counts an event of a user. Several events of one request share the time of the first. */
  happen(userId: string, at: Timestamp = this.time()): Happened {
    const sequence = (this.#events.get(userId) ?? 0n) + 1n;
    this.#events.set(userId, sequence);
    return { sequence, at };
  }

  /** The current time to the microsecond, as in the vendor's database, and later than any time returned before. */
  time(): Timestamp {
    const micros = BigInt(this.now()) * 1000n;
    this.#lastTime = micros > this.#lastTime ? micros : this.#lastTime + 1n;
    return { seconds: this.#lastTime / 1_000_000n, nanos: Number(this.#lastTime % 1_000_000n) * 1000 };
  }
}
