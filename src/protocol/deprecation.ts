import { header, type HeaderList } from "./exchange.ts";
import { httpDate } from "./http-date.ts";

/** Fields in which a server announces the end of what it serves: `Deprecation` (RFC 9745), `Sunset` (RFC 8594). */
const ANNOUNCING = ["deprecation", "sunset"] as const;

/** What an answer announces in one of these fields. */
export interface Announcement {
  readonly field: (typeof ANNOUNCING)[number];
  /** The date in UTC, such as `2027-01-31T00:00:00.000Z`; null when the field has none that can be read. */
  readonly date: string | null;
  /** The field as it was sent. */
  readonly value: string;
}

/** What the header fields of an answer announce; nothing in most. */
export function announcementsIn(headers: HeaderList): readonly Announcement[] {
  return ANNOUNCING.flatMap((field) => {
    const value = header(headers, field);
    return value === undefined ? [] : [{ field, date: announcedDate(value.trim()), value }];
  });
}

/** A date of structured fields (RFC 9651 §3.3.7: `@` and seconds), or an HTTP date as in `Sunset` and in older drafts. */
function announcedDate(value: string): string | null {
  const [, seconds] = /^@(-?\d{1,11})(?:;|$)/.exec(value) ?? [];
  const date = new Date(seconds === undefined ? (httpDate(value) ?? NaN) : Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
