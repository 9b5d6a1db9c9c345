import type { SeedEntry } from "../cases/seed-data.ts";
import { noteCreated, noteIntended, noteRemoved } from "./journal.ts";
import type { MadeToken, Management, NewEntry } from "./management.ts";
import { Refused } from "./refused.ts";

/** Milliseconds after which a token ends by itself, whatever becomes of the run. */
const TOKEN_LIFETIME = 3_600_000;
/** Most bytes of base64 in one request: less than any gateway's limit of 4 MB. */
const BULK_BYTES = 900_000;

/** Makes users under names that a journal holds before they are asked for. */
export class UserMaker {
  readonly #management: Management;
  readonly #names: string;
  readonly #journal: string | null;

  constructor(management: Management, names: string, journal: string | null) {
    this.#management = management;
    this.#names = names;
    this.#journal = journal;
  }

  /** Makes a user and gives its id. */
  async create(role: string): Promise<string> {
    const name = `${this.#names}-${role}`;
    if (this.#journal !== null) noteIntended(this.#journal, name);
    const id = await this.#createNamed(name);
    if (this.#journal !== null) noteCreated(this.#journal, name, id);
    return id;
  }

  /** A refusal of the request itself made nothing; whatever else went wrong may have made the user all the same. */
  async #createNamed(name: string): Promise<string> {
    try {
      return await this.#management.createUser(name);
    } catch (error) {
      if (madeNothing(error) && this.#journal !== null) noteRemoved(this.#journal, name);
      throw error;
    }
  }

  /** Makes a token that is good for an hour. */
  createToken(id: string): Promise<MadeToken> {
    return this.#management.createToken(id, this.#management.now() + TOKEN_LIFETIME);
  }

  /** Stores entries, as many in one request as fit. */
  async store(id: string, entries: readonly SeedEntry[]): Promise<void> {
    for (const metadata of bulksOf(entries)) await this.#management.setMetadata(id, metadata);
  }
}

/** Not 409: the name is random, so who has it already is the user that an earlier attempt at the same request made. */
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
