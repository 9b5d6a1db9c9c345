import type { CheckInput, Finding } from "./check.ts";
import type { HeaderList } from "../protocol/exchange.ts";
import { isIntermediarys } from "../protocol/intermediary-fields.ts";
import type { Evidence } from "../protocol/outcome.ts";
import { violation } from "./finding.ts";

/** Signs of a server's internals. */
const LEAKS: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    "a stack trace",
    /goroutine \d+ \[|\bpanic: |\.go:\d+|\n[\t ]{1,20}at [\w.$<>]{1,200} ?\(|Traceback \(most recent call last\)/,
  ],
  ["SQL", /\bSELECT\b.{1,200}\bFROM\b|\bINSERT INTO\b|\bUPDATE\b.{1,200}\bSET\b|\bDELETE FROM\b|SQLSTATE|\bpq: /is],
  [
    "an internal address",
    /(?<![\d.])(?:10\.\d{1,3}|127\.0|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}(?![\d.])|\.svc\.cluster\.local|\.internal\b/,
  ],
];

/**
 * No answer reveals the server's internals, beside what its owner stored and what a proxy says of itself, and none contains
 * a token.
 */
export function nothingLeaks({ evidence, secrets }: CheckInput): Finding {
  const content = contentOf(evidence);
  const fields = fieldsOf(evidence);
  const text = [content, ...fields.map(([, value]) => value)].join("\n");
  const leaked = secrets.some((secret) => secret.length >= 6 && text.includes(secret));
  if (leaked) return violation("answer", "no token", "a token", "a token");
  // The content of a success contains what its owner stored, which may look like anything.
  const searched = evidence.outcome.kind === "success" ? "" : content;
  const own = fields.filter(([name]) => !isIntermediarys(name));
  const all = [searched, ...own.map(([, value]) => value)].join("\n");
  // What matches nowhere in the whole matches in no part of it: nearly always one search is enough.
  return LEAKS.filter(([, pattern]) => pattern.test(all)).flatMap(([what, pattern]) => {
    const where = whereIn(searched, own, pattern);
    return where === undefined ? [] : violation(where, `no ${bare(what)}`, what, what);
  });
}

/** `answer` for the content, else the name of the field; undefined when nothing matches. */
function whereIn(content: string, fields: HeaderList, pattern: RegExp): string | undefined {
  if (pattern.test(content)) return "answer";
  return fields.find(([, value]) => pattern.test(value))?.[0].toLowerCase();
}

function bare(what: string): string {
  return what.replace(/^an? /, "");
}

function contentOf({ exchange: { response }, outcome }: Evidence): string {
  const message = outcome.kind === "error" ? (outcome.message ?? "") : "";
  const { buffer, byteOffset, byteLength } = response.body;
  return [Buffer.from(buffer, byteOffset, byteLength).toString("latin1"), message].join("\n");
}

/** Headers and trailers, with the text of binary ones. */
function fieldsOf({ exchange: { response }, body }: Evidence): HeaderList {
  const fields = [...response.headers, ...response.trailers, ...(body.kind === "grpc" ? body.trailers : [])];
  return fields.map(([name, value]) => [
    name,
    name.toLowerCase().endsWith("-bin") ? Buffer.from(value, "base64").toString("latin1") : value,
  ]);
}
