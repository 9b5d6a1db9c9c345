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
  {
    name: "missing-is-invalid",
    statement: "a missing key is answered INVALID_ARGUMENT",
    requirement: "GMM-0201",
    transports: "all",
    behaviour: errorWith(5, (found) => ({ ...found, code: 3, status: 400 })),
  },
  {
    name: "missing-is-forbidden",
    statement: "a missing key is answered PERMISSION_DENIED",
    requirement: "GMM-0201",
    transports: "all",
    behaviour: errorWith(5, (found) => ({ ...found, code: 7, status: 403 })),
  },
  {
    name: "missing-is-200",
    statement: "an error is answered with HTTP 200",
    requirement: "GMM-0201",
    transports: ["rest"],
    behaviour: errorWith(5, (found) => ({ ...found, status: 200 })),
  },
  {
    name: "other-users",
    statement: "another user's key is found",
    requirement: "GMM-0202",
    transports: "all",
    behaviour: {
      answer: (answer, call, state) => {
        if (answer.kind !== "error" || call.route.kind !== "metadata" || answer.error.code !== 5) return answer;
        const asked = call.route.key;
        const entry = [...state.tokens.values()]
          .map(({ user }) => user.entries.get(asked))
          .find((found) => found !== undefined);
        return entry === undefined ? answer : { kind: "entry", entry };
      },
    },
  },
  {
    name: "case-folded",
    statement: "keys are folded to lower case",
    requirement: "GMM-0203",
    transports: "all",
    behaviour: key((asked) => asked.toLowerCase()),
  },
  {
    name: "trimmed",
    statement: "white space around a key is trimmed",
    requirement: "GMM-0204",
    transports: "all",
    behaviour: key((asked) => asked.trim()),
  },
  {
    name: "by-prefix",
    statement: "a key is found by its beginning",
    requirement: "GMM-0205",
    transports: "all",
    behaviour: lookup((stored, asked) => asked.length > 1 && stored.startsWith(asked)),
  },
  {
    name: "error-with-metadata",
    statement: "an error carries an empty entry",
    requirement: "GMM-0206",
    transports: ["rest"],
    behaviour: errorJson((body) => ({ ...body, metadata: {} })),
    grade: "compatible",
  },
  {
    name: "decoded-twice",
    statement: "keys are percent-decoded twice",
    requirement: "GMM-0301",
    transports: "all",
    behaviour: key((asked) => {
      try {
        return decodeURIComponent(asked);
      } catch {
        return asked;
      }
    }),
  },
  {
    name: "not-decoded",
    statement: "keys are not percent-decoded",
    requirement: "GMM-0301",
    transports: ["rest"],
    behaviour: key((asked) => encodeURIComponent(asked), "rest"),
  },
  {
    name: "percent-doubled",
    statement: "a key ends at its first percent sign",
    requirement: "GMM-0301",
    transports: "all",
    behaviour: key((asked) => asked.split("%")[0] ?? ""),
  },
  {
    name: "plus-is-space",
    statement: "a plus sign is read as a space",
    requirement: "GMM-0302",
    transports: "all",
    behaviour: key((asked) => asked.replaceAll("+", " ")),
  },
  {
    name: "reserved-refused",
    statement: "reserved characters are refused",
    requirement: "GMM-0303",
    transports: "all",
    behaviour: whenKey((asked) => /[:@!$&]/.test(asked), invalid),
  },
  {
    name: "quotes-escaped",
    statement: "quotes in a key are escaped before the lookup",
    requirement: "GMM-0303",
    transports: "all",
    behaviour: key((asked) => asked.replaceAll('"', "&quot;").replaceAll("'", "''")),
  },
  {
    name: "dot-is-format",
    statement: "what follows the last dot of a key is dropped, as a file extension",
    requirement: "GMM-0303",
    transports: "all",
    behaviour: key((asked) => asked.replace(/\.\w+$/, "")),
  },
  {
    name: "slash-splits",
    statement: "a slash splits the key",
    requirement: "GMM-0304",
    transports: "all",
    behaviour: whenKey((asked) => asked.includes("/"), notFound),
  },
  {
    name: "unicode-fails",
    statement: "keys with other than ASCII characters are answered 500",
    requirement: "GMM-0305",
    transports: "all",
    behaviour: whenKey((asked) => /[^\x20-\x7e]/.test(asked), internal),
  },
  {
    name: "unicode-lost",
    statement: "characters outside the basic multilingual plane are lost",
    requirement: "GMM-0305",
    transports: "all",
    behaviour: key((asked) => asked.replace(/[\u{10000}-\u{10ffff}]/gu, "?")),
  },
  {
    name: "max-199",
    statement: "a key of 200 characters is refused",
    requirement: "GMM-0306",
    transports: "all",
    behaviour: whenKey((asked) => [...asked].length > 199, invalid),
  },
  {
    name: "min-2",
    statement: "a key of one character is refused",
    requirement: "GMM-0306",
    transports: "all",
    behaviour: whenKey((asked) => [...asked].length < 2, invalid),
  },
  {
    name: "no-limit",
    statement: "a key of any length is looked up",
    requirement: "GMM-0307",
    transports: "all",
    behaviour: {
      answer: (answer, call) =>
        answer.kind === "error" && answer.error.code === 3 && call.route.kind === "metadata" && call.route.key !== ""
          ? notFound()
          : answer,
    },
    grade: "compatible",
  },
  {
    name: "empty-is-first",
    statement: "an empty key is answered with the first entry",
    requirement: "GMM-0308",
    transports: "all",
    behaviour: lookup((_, asked) => asked === ""),
  },
  {
    name: "empty-is-nothing",
    statement: "an empty key is answered with an empty object",
    requirement: "GMM-0308",
    transports: ["rest"],
    behaviour: {
      answer: (answer, { route, transport }) =>
        transport === "rest" && route.kind === "metadata" && route.key === ""
          ? { kind: "json", status: 200, json: {}, headers: [] }
          : answer,
    },
  },
  {
    name: "empty-is-missing",
    statement: "an empty key is answered NOT_FOUND",
    requirement: "GMM-0308",
    transports: "rpc",
    behaviour: error((found, { route, transport }) =>
      transport !== "rest" && route.kind === "metadata" && route.key === "" ? { ...found, code: 5 } : found,
    ),
    grade: "compatible",
  },
  {
    name: "long-fails",
    statement: "a key that is too long is answered 500",
    requirement: "GMM-0309",
    transports: "all",
    behaviour: whenKey((asked) => asked.length > 200, internal),
  },
  {
    name: "missing-fails",
    statement: "a missing key is answered 500 in place of 404",
    requirement: "GMM-0309",
    transports: "all",
    behaviour: errorWith(5, (found) => ({ ...found, code: 2, status: 500 })),
  },
  {
    name: "bad-percent-fails",
    statement: "a broken percent-encoding is answered 500",
    requirement: "GMM-0310",
    transports: ["rest"],
    behaviour: error((found, { raw }) => (raw.target.endsWith("%zz") ? { ...found, code: 13, status: 500 } : found)),
  },
  {
    name: "bad-utf8-fails",
    statement: "a key that is not UTF-8 is answered 500",
    requirement: "GMM-0311",
    transports: ["rest"],
    behaviour: error((found, { raw }) => (raw.target.endsWith("%ff") ? { ...found, code: 13, status: 500 } : found)),
  },
  {
    name: "dots-lead-up",
    statement: "the key .. is answered with the user",
    requirement: "GMM-0312",
    transports: ["rest"],
    behaviour: {
      answer: (answer, { raw }, state) => {
        const user = [...state.tokens.values()][0]?.user;
        return raw.target.endsWith("/..") && user !== undefined ? userAnswer(user) : answer;
      },
    },
    // Clients undo dot segments before they send a path (RFC 3986 §6.2.2.3).
    grade: "risky",
  },
  {
    name: "dots-match",
    statement: "a dot matches any key",
    requirement: "GMM-0312",
    transports: "rpc",
    behaviour: lookup((_, asked) => asked === "." || asked === ".."),
  },
  {
    name: "search-reserved",
    statement: "the key _search is answered 404",
    requirement: "GMM-0313",
    transports: "all",
    behaviour: whenKey((asked) => asked === "_search", notFound),
  },
  {
    name: "sql",
    statement: "a key is put into the database query unescaped",
    requirement: "GMM-0314",
    transports: "all",
    behaviour: lookup((_, asked) => asked.includes("OR 1=1")),
  },
  {
    name: "wildcard",
    statement: "a percent sign matches any key",
    requirement: "GMM-0314",
    transports: "all",
    behaviour: lookup((_, asked) => asked === "%"),
  },
  {
    name: "query-wins",
    statement: "a query parameter replaces the key",
    requirement: "GMM-0315",
    transports: ["rest"],
    behaviour: key((asked, { raw }) => /[?&]key=([^&]*)/.exec(raw.target)?.[1] ?? asked, "rest"),
  },
  {
    name: "normalised",
    statement: "keys are normalised to Unicode NFC",
    requirement: "GMM-0316",
    transports: "all",
    behaviour: key((asked) => asked.normalize("NFC")),
  },
  {
    name: "length-in-bytes",
    statement: "the length of keys is counted in bytes",
    requirement: "GMM-0317",
    transports: "all",
    behaviour: whenKey((asked) => Buffer.byteLength(asked) > 200, invalid),
  },
  {
    name: "length-in-units",
    statement: "the length of keys is counted in UTF-16 units",
    requirement: "GMM-0317",
    transports: "all",
    behaviour: whenKey((asked) => asked.length > 200, invalid),
  },
  {
    name: "control-fails",
    statement: "keys with control characters are answered 500",
    requirement: "GMM-0318",
    transports: "all",
    behaviour: whenKey((asked) => /[\u0000-\u001f]/.test(asked), internal),
  },
  {
    name: "trailing-slash",
    statement: "a slash at the end of the path is ignored",
    requirement: "GMM-0319",
    transports: ["rest"],
    behaviour: { raw: (raw) => ({ ...raw, target: raw.target.replace(/(metadata\/[^/]+)\/$/, "$1") }) },
    grade: "compatible",
  },
]);
