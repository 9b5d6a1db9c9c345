import type { CheckInput, Finding } from "./check.ts";
import type { Evidence } from "../protocol/outcome.ts";
import { PASS, violation } from "./finding.ts";

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

/** No error reveals the server's internals, and no answer contains a token. */
export function nothingLeaks(input: CheckInput): Finding {
  const text = textOf(input.evidence);
  const leaked = input.secrets.some((secret) => secret.length >= 6 && text.includes(secret));
  if (leaked) return violation("answer", "no token", "a token", "a token");
  // A success contains what its owner stored, which may look like anything.
  if (input.evidence.outcome.kind === "success") return PASS;
  return LEAKS.flatMap(([what, pattern]) =>
    pattern.test(text) ? violation("answer", `no ${bare(what)}`, what, what) : [],
  );
}

function bare(what: string): string {
  return what.replace(/^an? /, "");
}

/** Everything in an answer that can be read as text, including binary status details. */
function textOf({ exchange, body, outcome }: Evidence): string {
  const { response } = exchange;
  const fields = [...response.headers, ...response.trailers, ...(body.kind === "grpc" ? body.trailers : [])];
  const texts = fields.map(([name, value]) =>
    name.toLowerCase().endsWith("-bin") ? Buffer.from(value, "base64").toString("latin1") : value,
  );
  const message = outcome.kind === "error" ? (outcome.message ?? "") : "";
  return [Buffer.from(response.body).toString("latin1"), message, ...texts].join("\n");
}
