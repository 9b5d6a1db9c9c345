import { userAnswer, type Answer } from "../../servers/reference/answer.ts";
import type { Behaviour } from "../../servers/reference/behaviour.ts";
import { error, errorJson, errorWith, failure, key, whenKey } from "./change.ts";
import { define } from "./define.ts";

const notFound = (): Answer => failure(5, 404, "Metadata not found");
const invalid = (): Answer => failure(3, 400, "The key is not valid");
const internal = (): Answer => failure(13, 500, "An internal error occurred");

/** Finds an entry by a rule of its own where the exact key finds none. */
function lookup(matches: (stored: string, asked: string) => boolean): Behaviour {
  return {
    answer: (answer, call, state) => {
      if (answer.kind !== "error" || ![3, 5].includes(answer.error.code) || call.route.kind !== "metadata")
        return answer;
      const asked = call.route.key;
      const [token] = state.tokens.values();
      const entry = [...(token?.user.entries.values() ?? [])].find((stored) => matches(stored.key, asked));
      return entry === undefined ? answer : { kind: "entry", entry };
    },
  };
}

/** What may be wrong with keys. */
export const KEY_FAULTS = define("keys", [
  [
    "missing-is-invalid",
    "a missing key is an invalid argument",
    "GMM-0201",
    "all",
    errorWith(5, (found) => ({ ...found, code: 3, status: 400 })),
  ],
  [
    "missing-is-forbidden",
    "a missing key is forbidden",
    "GMM-0201",
    "all",
    errorWith(5, (found) => ({ ...found, code: 7, status: 403 })),
  ],
  [
    "missing-is-200",
    "an error is answered with HTTP 200",
    "GMM-0201",
    ["rest"],
    errorWith(5, (found) => ({ ...found, status: 200 })),
  ],
  [
    "other-users",
    "another user's key is found",
    "GMM-0202",
    "all",
    {
      answer: (answer, call, state) => {
        if (answer.kind !== "error" || call.route.kind !== "metadata" || answer.error.code !== 5) return answer;
        const asked = call.route.key;
        const entry = [...state.tokens.values()]
          .map(({ user }) => user.entries.get(asked))
          .find((found) => found !== undefined);
        return entry === undefined ? answer : { kind: "entry", entry };
      },
    },
  ],
  ["case-folded", "keys are folded to lower case", "GMM-0203", "all", key((asked) => asked.toLowerCase())],
  ["trimmed", "white space around a key is cut off", "GMM-0204", "all", key((asked) => asked.trim())],
  [
    "by-prefix",
    "a key is found by its beginning",
    "GMM-0205",
    "all",
    lookup((stored, asked) => asked.length > 1 && stored.startsWith(asked)),
  ],
  [
    "error-with-metadata",
    "an error carries an empty entry",
    "GMM-0206",
    ["rest"],
    errorJson((body) => ({ ...body, metadata: {} })),
    "compatible",
  ],
  [
    "decoded-twice",
    "keys are decoded once more",
    "GMM-0301",
    "all",
    key((asked) => {
      try {
        return decodeURIComponent(asked);
      } catch {
        return asked;
      }
    }),
  ],
  ["not-decoded", "keys are not decoded", "GMM-0301", ["rest"], key((asked) => encodeURIComponent(asked), "rest")],
  ["percent-doubled", "a percent sign ends a key", "GMM-0301", "all", key((asked) => asked.split("%")[0] ?? "")],
  ["plus-is-space", "a plus sign is taken for a space", "GMM-0302", "all", key((asked) => asked.replaceAll("+", " "))],
  [
    "reserved-refused",
    "reserved characters are refused",
    "GMM-0303",
    "all",
    whenKey((asked) => /[:@!$&]/.test(asked), invalid),
  ],
  [
    "quotes-escaped",
    "quotes are escaped before a key is looked up",
    "GMM-0303",
    "all",
    key((asked) => asked.replaceAll('"', "&quot;").replaceAll("'", "''")),
  ],
  ["dot-is-format", "a dot begins a format", "GMM-0303", "all", key((asked) => asked.replace(/\.\w+$/, ""))],
  ["slash-splits", "a slash splits the key", "GMM-0304", "all", whenKey((asked) => asked.includes("/"), notFound)],
  [
    "unicode-fails",
    "keys beyond ASCII fail",
    "GMM-0305",
    "all",
    whenKey((asked) => /[^\x20-\x7e]/.test(asked), internal),
  ],
  [
    "unicode-lost",
    "characters beyond the basic plane are lost",
    "GMM-0305",
    "all",
    key((asked) => asked.replace(/[\u{10000}-\u{10ffff}]/gu, "?")),
  ],
  ["max-199", "the limit is 199 characters", "GMM-0306", "all", whenKey((asked) => [...asked].length > 199, invalid)],
  [
    "min-2",
    "the shortest key has two characters",
    "GMM-0306",
    "all",
    whenKey((asked) => [...asked].length < 2, invalid),
  ],
  [
    "no-limit",
    "the length of keys is not limited",
    "GMM-0307",
    "all",
    {
      answer: (answer, call) =>
        answer.kind === "error" && answer.error.code === 3 && call.route.kind === "metadata" && call.route.key !== ""
          ? notFound()
          : answer,
    },
    "compatible",
  ],
  ["empty-is-first", "an empty key gives the first entry", "GMM-0308", "all", lookup((_, asked) => asked === "")],
  ["long-fails", "long keys fail", "GMM-0309", "all", whenKey((asked) => asked.length > 200, internal)],
  [
    "missing-fails",
    "a missing key fails",
    "GMM-0309",
    "all",
    errorWith(5, (found) => ({ ...found, code: 2, status: 500 })),
  ],
  [
    "bad-percent-fails",
    "a broken percent-encoding fails",
    "GMM-0310",
    ["rest"],
    error((found, { raw }) => (raw.target.endsWith("%zz") ? { ...found, code: 13, status: 500 } : found)),
  ],
  [
    "bad-utf8-fails",
    "a key that is not UTF-8 fails",
    "GMM-0311",
    ["rest"],
    error((found, { raw }) => (raw.target.endsWith("%ff") ? { ...found, code: 13, status: 500 } : found)),
  ],
  [
    "dots-lead-up",
    "two dots lead to the user",
    "GMM-0312",
    ["rest"],
    {
      answer: (answer, { raw }, state) => {
        const user = [...state.tokens.values()][0]?.user;
        return raw.target.endsWith("/..") && user !== undefined ? userAnswer(user) : answer;
      },
    },
  ],
  ["dots-match", "a dot matches any key", "GMM-0312", "rpc", lookup((_, asked) => asked === "." || asked === "..")],
  ["search-reserved", "_search is reserved", "GMM-0313", "all", whenKey((asked) => asked === "_search", notFound)],
  ["sql", "a key reaches the query as it is", "GMM-0314", "all", lookup((_, asked) => asked.includes("OR 1=1"))],
  ["wildcard", "a percent sign matches any key", "GMM-0314", "all", lookup((_, asked) => asked === "%")],
  [
    "query-wins",
    "a query parameter replaces the key",
    "GMM-0315",
    ["rest"],
    key((asked, { raw }) => /[?&]key=([^&]*)/.exec(raw.target)?.[1] ?? asked, "rest"),
  ],
  ["normalised", "keys are normalised", "GMM-0316", "all", key((asked) => asked.normalize("NFC"))],
  [
    "length-in-bytes",
    "the limit counts bytes",
    "GMM-0317",
    "all",
    whenKey((asked) => Buffer.byteLength(asked) > 200, invalid),
  ],
  [
    "length-in-units",
    "the limit counts UTF-16 units",
    "GMM-0317",
    "all",
    whenKey((asked) => asked.length > 200, invalid),
  ],
  [
    "control-fails",
    "control characters fail",
    "GMM-0318",
    "all",
    whenKey((asked) => /[\u0000-\u001f]/.test(asked), internal),
  ],
  [
    "trailing-slash",
    "a slash at the end is passed over",
    "GMM-0319",
    ["rest"],
    { raw: (raw) => ({ ...raw, target: raw.target.replace(/(metadata\/[^/]+)\/$/, "$1") }) },
    "compatible",
  ],
]);
