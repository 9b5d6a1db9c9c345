import fc from "fast-check";
import type { StoredEntry, TargetDescriptor } from "../../target/descriptor.ts";
import { PUNCTUATION } from "../characters.ts";
import { choice } from "./choice.ts";

/** Letters and digits, which mean nothing anywhere. */
const PLAIN = ["a", "k", "Z", "0", "key", "-", "_"];
const CONTROLS = ["\u0000", "\t", "\n", "\r", "\u0001", "\u001b", "\u001f", "\u007f"];
/** Letters with and without marks, of other scripts and planes, invisible ones, and those that change under case folding. */
const UNICODE = [
  ...["ü", "u\u0308", "é", "ß", "İ", "ﬁ", "\u212a", "Ω", "中", "😀", "👨‍👩‍👧", "𝒳"],
  ...["\u0080", "\u00a0", "\u200b", "\u202e", "\u2028", "\ufeff", "\uffff", "\u{10ffff}"],
];
/** Words that mean something to a router, a database, a template or a shell. */
const WORDS = [
  ...["..", ".", "_search", "%20", "%2F", "%00", "%25", "+", "*", "null", "-1", "$ref", "${x}", "<b>", "&key=", "?a=b"],
  ...["' OR 1=1--", "OR 1=1", "';--", "\\x00", ".json", "metadata/", "..%2f", "%", "__proto__", "constructor"],
];

/** Entries whose values are longer take most of the time of a run, so they are seldom asked for. */
const LONG_VALUE = 10_000;

/** Surrogates are no characters. */
const SURROGATES = { first: 0xd800, count: 0x800 };

/** Any character; fast-check's own `binary` takes most of a second to list them all. */
export const characters: fc.Arbitrary<string> = fc.nat({ max: 0x10_ffff - SURROGATES.count }).map(characterAt, placeOf);

/** A key that the user is known to have: the one that every target has first. */
export function storedKeys({ stored, key }: TargetDescriptor): fc.Arbitrary<string> {
  const others = stored.filter((entry) => entry.key !== key && !entry.key.includes("{"));
  const [small, long] = [others.filter((entry) => !isLong(entry)), others.filter(isLong)];
  return choice(
    [30, fc.constant("{key}")],
    ...(small.length === 0 ? [] : [[40, fc.constantFrom(...small.map(keyOf))] as const]),
    ...(long.length === 0 ? [] : ([[1, fc.constantFrom(...long.map(keyOf))]] as const)),
  );
}

/** Any key: nobody's, one that resembles a stored one, one made of fragments, one about as long as it may be. */
export function anyKeys(descriptor: TargetDescriptor): fc.Arbitrary<string> {
  return choice(
    [2, fc.constant("{missing}")],
    [4, fc.constantFrom(...resembling(descriptor))],
    [6, fragments],
    [1, fc.string({ unit: characters, minLength: 1, maxLength: 12 })],
    [2, longKeys],
  ).filter((key) => !key.includes("{") || TEMPLATES.test(key));
}

/** Text for the end of a key that a sequence stores: what the management API's own paths carry. */
export const storableSuffixes: fc.Arbitrary<string> = fc
  .array(fc.constantFrom("a", "Z", "-", ".", " ", "+", "@", "=", "~", "'"), { maxLength: 4 })
  .map((parts) => parts.join(""))
  // A path segment that ends in white space or dots is another matter than a sequence of changes.
  .filter((suffix) => !/[ .]$/.test(suffix));

const TEMPLATES = /^ ?\{(?:key|KEY|prefix|missing)\}[^{]*$/;

const fragments = fc
  .array(
    choice(
      [3, fc.constantFrom(...PLAIN)],
      [4, fc.constantFrom(...PUNCTUATION)],
      [2, fc.constantFrom(...UNICODE)],
      [2, fc.constantFrom(...CONTROLS)],
      [3, fc.constantFrom(...WORDS)],
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(""));

/** Numbers of characters about the limit; shrunk through all shorter ones. */
const LIMITS = [200, 201, 199, 202, 255, 256, 257];
const lengths = fc
  .integer({ min: 0, max: 800 })
  .map((number) => (number <= 400 ? number : (LIMITS[number % LIMITS.length] ?? number)));
const longKeys = fc
  .record({ unit: fc.constantFrom("k", "ü", "😀", "%", " a"), length: lengths })
  .map(({ unit, length }) => unit.repeat(Math.ceil(length / Array.from(unit).length)));

/** What a careless comparison takes for a key that is stored. */
function resembling({ stored, storedByOther, key }: TargetDescriptor): string[] {
  const own = ["{KEY}", "{key} ", " {key}", "{prefix}", "{key}%20", "{key}.json", "{key}\u0000", "{key}/", "{key}\n"];
  const others = stored.map(keyOf).filter((each) => each !== key && !each.includes("{") && each.length < 100);
  const derived = others.flatMap((each) => [
    encodeURIComponent(each),
    each.normalize("NFD"),
    each.toUpperCase(),
    each.replaceAll("+", " "),
    `${each} `,
    `${each}\u200b`,
    each.replaceAll(" ", "  "),
    [...each].slice(0, -1).join(""),
  ]);
  const known = stored.map(keyOf);
  const strangers = storedByOther.map(keyOf).filter((each) => !known.includes(each));
  return [...new Set([...own, ...strangers, ...derived])].filter((each) => !known.includes(each) && each !== "");
}

/** Throws for what is no character, as fast-check asks of it. */
function placeOf(character: unknown): number {
  const code = typeof character === "string" ? (character.codePointAt(0) ?? 0) : 0;
  const place = code < SURROGATES.first ? code : code - SURROGATES.count;
  if (character !== characterAt(place)) throw new TypeError("No character");
  return place;
}

function characterAt(place: number): string {
  return String.fromCodePoint(place < SURROGATES.first ? place : place + SURROGATES.count);
}

function isLong({ value }: StoredEntry): boolean {
  return (value ?? "").length > LONG_VALUE;
}

function keyOf({ key }: StoredEntry): string {
  return key;
}
