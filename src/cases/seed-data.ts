import { OPERATION } from "../contract/operation.ts";

/** One stored entry. */
export interface SeedEntry {
  readonly key: string;
  readonly value: Buffer;
}

const TEXT = "This is my first value";

/** Keys that are special only in their form; each has a different value, so that a mix-up of keys shows. */
const FORMS = [
  ...["with space", "dot.ted", "plus+key", "percent%key", "a/b", "ünï😀", "ü", "x", "_search", `quote'"<>`],
  ...["reserved:@!$&()*,;=~[]", "k".repeat(OPERATION.maxKeyLength)],
];

/** Entries of the user under test. */
export const SUBJECT_HOLDS: readonly SeedEntry[] = [
  seed("key1", TEXT),
  ...FORMS.map((key) => seed(key, `The value of ${key}`)),
  seed("KEY1", "upper"),
  // White space at both ends and within, and a line end of Windows: nothing of it may be lost.
  seed("json", ` { "a": 1 }\r\n`),
  seed("binary", Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))),
  seed("big", "a".repeat(60_000)),
  seed("key-500000", "b".repeat(OPERATION.maxValueLength)),
];

/** Entries of the other user: one key that both users have, and one of its own. */
export const OTHER_HOLDS: readonly SeedEntry[] = [seed("key1", "the other user's value"), seed("only-other", TEXT)];

function seed(key: string, value: Buffer | string): SeedEntry {
  return { key, value: Buffer.from(value) };
}
