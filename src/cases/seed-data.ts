import { OPERATION } from "../contract/operation.ts";

/** What is stored under one key. */
export interface HeldEntry {
  readonly key: string;
  readonly value: Buffer;
}

const TEXT = "This is my first value";

/** Keys that are special only by their form; each has a value of its own, so that a mix-up of keys shows. */
const FORMS = [
  ...["with space", "dot.ted", "plus+key", "percent%key", "a/b", "ünï😀", "ü", "x", "_search", `quote'"<>`],
  ...["reserved:@!$&()*,;=~[]", "k".repeat(OPERATION.maxKeyLength)],
];

/** What the user under test holds, for every case to run. */
export const SUBJECT_HOLDS: readonly HeldEntry[] = [
  held("key1", TEXT),
  ...FORMS.map((key) => held(key, `The value of ${key}`)),
  held("KEY1", "upper"),
  held("json", `{"a":1}`),
  held("binary", Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))),
  held("big", "a".repeat(60_000)),
  held("key-500000", "b".repeat(OPERATION.maxValueLength)),
];

/** What the other user holds: one key that both have, and one of its own. */
export const OTHER_HOLDS: readonly HeldEntry[] = [held("key1", "the other user's value"), held("only-other", TEXT)];

function held(key: string, value: Buffer | string): HeldEntry {
  return { key, value: Buffer.from(value) };
}
