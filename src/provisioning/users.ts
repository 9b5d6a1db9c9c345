import type { SeedEntry } from "../cases/seed-data.ts";
import { noteCreated, noteIntended, noteRemoved } from "./journal.ts";
import type { MadeToken, MadeUser, Management, NewEntry } from "./management.ts";
import { Refused } from "./refused.ts";

/** Lifetime of a token in milliseconds: it expires even if the run crashes. */
const TOKEN_LIFETIME = 3_600_000;
/** Most bytes of base64 in one request, below the common gateway limit of 4 MB. */
const BULK_BYTES = 900_000;

/** Creates users whose names the journal has before the request goes out. */
export class UserMaker {
  readonly #management: Management;
  readonly #names: string;
  readonly #journal: string | null;

  constructor(management: Management, names: string, journal: string | null) {
    this.#management = management;
    this.#names = names;
    this.#journal = journal;
  }

  /** Creates a user. */
  async create(role: string): Promise<MadeUser> {
    const name = `${this.#names}-${role}`;
    if (this.#journal !== null) noteIntended(this.#journal, name);
    const user = await this.#createNamed(name);
    if (this.#journal !== null) noteCreated(this.#journal, name, user.id);
    return user;
  }

  /** A refused request created nothing. After any other error the user may exist. */
  async #createNamed(name: string): Promise<MadeUser> {
    try {
      return await this.#management.createUser(name);
    } catch (error) {
      if (madeNothing(error) && this.#journal !== null) noteRemoved(this.#journal, name);
      throw error;
    }
  }

  /** Creates a token that is valid for an hour. */
  createToken(id: string): Promise<MadeToken> {
    return this.#management.createToken(id, this.#management.clock.now() + TOKEN_LIFETIME);
  }

  /** Stores entries, as many per request as fit. */
  async store(id: string, entries: readonly SeedEntry[]): Promise<void> {
    for (const metadata of bulksOf(entries)) await this.#management.setMetadata(id, metadata);
  }
}

/** Not 409: the name is random, so an existing user is from an earlier attempt of the same request. */
function madeNothing(error: unknown): boolean {
  return error instanceof Refused && error.code !== undefined && [400, 401, 403, 404, 429].includes(error.status);
}

function bulksOf(entries: readonly SeedEntry[]): NewEntry[][] {
  const bulks: NewEntry[][] = [];
  let room = 0;
  for (const { key, value } of entries) {
    const encoded = { key, value: value.toString("base64") };
    if (encoded.value.length > room) {
      bulks.push([]);
      room = BULK_BYTES;
    }
    bulks.at(-1)?.push(encoded);
    room -= encoded.value.length;
  }
  return bulks;
}
