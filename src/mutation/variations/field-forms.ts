import { withHeader, type WireAnswer } from "../../servers/http/wire.ts";
import type { Behaviour } from "../../servers/reference/behaviour.ts";
import { error, header, wire } from "../faults/change.ts";
import type { VariationEntry } from "./entry.ts";

const always = (): boolean => true;

/** Writes one field in other lines. */
function inLines(answer: WireAnswer, names: RegExp, lines: (value: string) => readonly string[]): WireAnswer {
  const headers = answer.headers.flatMap(([name, value]) =>
    names.test(name) ? lines(value).map((line): [string, string] => [name, line]) : [[name, value] as const],
  );
  return { ...answer, headers };
}

const LISTS = /^(cache-control|vary|allow|access-control-(allow-methods|allow-headers|expose-headers))$/;

/** Several challenges, two of them Bearer, with white space, empty items and spellings that RFC 9110 §11 permits. */
function severalChallenges(value: string): readonly string[] {
  const spelled = value.replace("Bearer", "bEARER ").replace(/(\w+)="([^"]*)"/g, '$1 = "$2" ,');
  return ['Negotiate YWJj==, NTLM, Basic realm="a, Bearer b"', 'Bearer realm="gateway"', spelled];
}

/** Numbers in letters, as ids of requests may be. */
function lettersOf(count: number): string {
  return [...String(7919 * count)].map((digit) => "ABCDEFGHIJ"[Number(digit)]).join("");
}

/** Every text has the id of its request, and words that a statement of SQL begins with. */
function textsForPeople(): Behaviour {
  let count = 0;
  return error((found) => {
    count += 1;
    const message = `Select another key from those of your user, or update the token and set it again [req_${lettersOf(count)}]`;
    return { ...found, message };
  });
}

/** Other forms of the same fields, and of preflights and texts. */
export const FIELD_FORMS: readonly VariationEntry[] = [
  {
    name: "lists-in-lines",
    statement: "lists have a line for each item and empty lines, and over HTTP/1.1 what a proxy adds comes twice",
    behaviour: wire(always, (answer, { call }) => {
      const lists = inLines(answer, LISTS, (value) => value.split(",").flatMap((item) => [item.trim(), ""]));
      return call.raw.httpVersion === "1.1"
        ? inLines(lists, /^x-content-type-options$/, (value) => [value, value])
        : lists;
    }),
  },
  {
    name: "vary-all",
    statement: "the answer varies by everything",
    behaviour: header(always, "vary", "*"),
    grade: "compatible",
  },
  {
    name: "challenge-several",
    statement: "there are several challenges, of which two are Bearer, spelled otherwise",
    behaviour: wire(always, (answer) => inLines(answer, /^www-authenticate$/, severalChallenges)),
    grade: "compatible",
  },
  {
    name: "texts-for-people",
    statement: "texts of errors have words of SQL, and the id of their request in letters",
    behaviour: textsForPeople(),
  },
  {
    name: "preflight-200",
    statement: "preflights are answered 200",
    behaviour: {
      wire: (answer, { call }) =>
        call.route.kind === "preflight" ? { ...withHeader(answer, "content-length", "0"), status: 200 } : answer,
    },
  },
  {
    name: "preflight-more",
    statement: "preflights allow more, and are not to be remembered",
    behaviour: {
      wire: (answer) =>
        inLines(
          withHeader(answer, "access-control-max-age", undefined),
          /^access-control-allow-(headers|methods)$/,
          (value) => [`${value.toUpperCase()}, X-Other`],
        ),
    },
    grade: "compatible",
  },
];
