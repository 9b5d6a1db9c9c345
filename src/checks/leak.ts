import type { CheckInput, Finding } from "./check.ts";
import type { HeaderList } from "../protocol/exchange.ts";
import { isIntermediarys } from "../protocol/intermediary-fields.ts";
import type { Evidence } from "../protocol/outcome.ts";
import { escapeRegExp } from "../util/escape-regexp.ts";
import { PASS, violation } from "./finding.ts";

/** Signs of a server's internals; any of the patterns is one. */
const LEAKS: readonly (readonly [what: string, ...patterns: readonly RegExp[]])[] = [
  [
    "a stack trace",
    /goroutine \d+ \[|\bpanic: |\.go:\d+|\n[\t ]{1,20}at [\w.$<>]{1,200} ?\(|Traceback \(most recent call last\)/,
  ],
  [
    "SQL",
    /\bSELECT\b.{1,200}\bFROM\b|\bINSERT INTO\b|\bUPDATE\b.{1,200}\bSET\b|\bDELETE FROM\b/s,
    /SQLSTATE|\bpq: /i,
    // A text for people may say "select another key from …": in lower case it must read on as a statement does.
    /\bselect\b.{1,200}\bfrom\s+[\w."]+(?:\s+\w+){0,2}\s*(?:;|\$\d|\b(?:where|join|limit|order by|group by)\b)/is,
    /\binsert into\s+[\w."]+\s*(?:\(|values\b|select\b)|\bupdate\s+[\w."]+\s+set\s+[\w."]+\s*=|\bdelete from\s+[\w."]+\s+where\b/is,
  ],
  [
    "an internal address",
    /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{1,100}:[^\s/@]{1,100}@|(?<![\d.])(?:10\.\d{1,3}|127\.0|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}(?![\d.])|\.svc\.cluster\.local|\.internal\b/,
  ],
];

/**
 * No answer reveals the server's internals, beside what its owner stored and what a proxy says of itself, and none
 * contains a token.
 */
export function nothingLeaks({ evidence, secrets, address }: CheckInput): Finding {
  const content = contentOf(evidence);
  const fields = fieldsOf(evidence);
  const values = fields.map(([, value]) => value).join("\n");
  const leaked = secrets.some((secret) => secret.length >= 6 && (values.includes(secret) || content.includes(secret)));
  if (leaked) return violation("answer", "no token", "a token", "a token");
  // The content of a success contains what its owner stored, which may look like anything.
  const own = fields.filter(([name]) => !isIntermediarys(name));
  const told: HeaderList = evidence.outcome.kind === "success" ? own : [["answer", content], ...own];
  const searched = withoutAddress(told, address);
  return searched.every(([, value]) => isClean(value)) ? PASS : leaksIn(searched);
}

/** The address that the client itself used is no secret; with another port it is another server's. */
function withoutAddress(fields: HeaderList, address = ""): HeaderList {
  const [, host = "", port] = /^(.*?)(?::(\d+))?$/.exec(address) ?? [];
  if (host === "" || !fields.some(([, value]) => value.includes(host))) return fields;
  // An address without a port has the default one of its scheme.
  const ports = port ?? "80|443";
  // A grpc-message in a trailer frame may have the colon and the slash before it percent-encoded.
  const before = String.raw`(?:(?<=%[0-9A-Fa-f]{2})|(?<![\w.-]))`;
  const colon = "(?::|%3[Aa])";
  const own = new RegExp(
    String.raw`${before}${escapeRegExp(host)}(?:${colon}(?:${ports}))?(?![\w-]|${colon}|\.\w)`,
    "g",
  );
  return fields.map(([name, value]) => [name, value.replace(own, "")]);
}

/** One violation for each kind of leak, at the first place where it is. */
function leaksIn(searched: HeaderList): Finding {
  return LEAKS.flatMap(([what, ...patterns]) => {
    const where = searched.find(([, value]) => patterns.some((each) => each.test(value)))?.[0].toLowerCase();
    return where === undefined ? [] : violation(where, `no ${bare(what)}`, what, what);
  });
}

/** Values in which nothing is, of no great length: nearly all of a run's are the same in every answer. */
const CLEAN = new Set<string>();
const LONGEST = 1000;
const MOST = 2000;

function isClean(value: string): boolean {
  if (CLEAN.has(value)) return true;
  if (LEAKS.some(([, ...patterns]) => patterns.some((each) => each.test(value)))) return false;
  if (CLEAN.size >= MOST) CLEAN.clear();
  if (value.length <= LONGEST) CLEAN.add(value);
  return true;
}

function bare(what: string): string {
  return what.replace(/^an? /, "");
}

function contentOf({ exchange: { response }, outcome }: Evidence): string {
  const { buffer, byteOffset, byteLength } = response.body;
  const body = Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
  return outcome.kind === "error" && outcome.message !== undefined ? `${body}\n${outcome.message}` : body;
}

/** Headers and trailers, with the text of binary ones. */
function fieldsOf({ exchange: { response }, body }: Evidence): HeaderList {
  const fields = [...response.headers, ...response.trailers, ...(body.kind === "grpc" ? body.trailers : [])];
  return fields.map(([name, value]) => [
    name,
    name.toLowerCase().endsWith("-bin") ? Buffer.from(value, "base64").toString("latin1") : value,
  ]);
}
