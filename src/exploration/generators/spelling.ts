import fc from "fast-check";

/** How each octet of a path segment is written: raw or encoded where both mean the same, in either case of letters. */
type Spelling = readonly number[];

/** Characters that mean the same encoded or not (RFC 3986 §2.3). */
const UNRESERVED = /[A-Za-z0-9._~-]/;

/** Ways to write a key as a path segment that all mean the same key (RFC 3986 §2.1, §6.2.2.2); shrunk to plain ones. */
export const spellings: fc.Arbitrary<Spelling> = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 6 });

/** Writes a key as a path segment. The spelling is repeated for each octet. */
export function spell(key: string, spelling: Spelling): string {
  return [...Buffer.from(key, "utf8")]
    .map((octet, at) => {
      const how = spelling[at % spelling.length] ?? 0;
      const character = String.fromCharCode(octet);
      if (UNRESERVED.test(character) && how < 2) return character;
      const encoded = `%${octet.toString(16).padStart(2, "0")}`;
      return how % 2 === 0 ? encoded.toUpperCase() : encoded;
    })
    .join("");
}
