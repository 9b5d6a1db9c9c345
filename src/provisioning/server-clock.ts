import { isJsonObject, type JsonObject } from "../contract/json-object.ts";
import { dateOf } from "../protocol/http-date.ts";
import type { HeaderList } from "../protocol/exchange.ts";

/**
 * The server's clock, as far as its answers show it. A proxy may write the Date of an answer by its own clock; when something
 * was created only the server says.
 */
export class ServerClock {
  /** How far each is ahead of this machine's clock, in milliseconds. */
  #own: number | undefined;
  #date: number | undefined;

  /** Milliseconds since the Unix epoch: by the server's own times, else by the Date, else by this machine's clock. */
  now(): number {
    return this.own() ?? this.date() ?? Date.now();
  }

  /** Now by the times within answers, and no later than it is there; undefined where no answer had one. */
  own(): number | undefined {
    return this.#own === undefined ? undefined : Date.now() + this.#own;
  }

  /** Now by the Date of answers, to the second; undefined where no answer had one. */
  date(): number | undefined {
    return this.#date === undefined ? undefined : Date.now() + this.#date;
  }

  readDate(headers: HeaderList): void {
    const time = dateOf(headers);
    if (time !== undefined) this.#date = time - Date.now();
  }

  /** Reads the details of what was created by the request that was just answered. */
  readDetails({ details }: JsonObject): void {
    if (!isJsonObject(details)) return;
    const text = details["creationDate"] ?? details["changeDate"];
    const time = typeof text === "string" ? Date.parse(text) : NaN;
    // A time that is not set is the epoch, or NaN.
    if (time > 0) this.#own = time - Date.now();
  }
}
