import { headerValues, type HeaderList } from "./exchange.ts";

/** The three forms of an HTTP-date (RFC 9110 §5.6.7); the last one is in UTC but does not state it. */
const HTTP_DATE =
  /^[A-Z][a-z]{2,8},? (?:\d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT|\d{2}-[A-Z][a-z]{2}-\d{2} [\d:]{8} GMT|[A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4})$/;

/**
 * The wait that an answer requests, in milliseconds, or undefined when it requests none (RFC 9110 §10.2.3). A date
 * counts from the answer's own Date, because the server's clock may differ.
 */
export function retryAfter(headers: HeaderList, now: number): number | undefined {
  const [value = ""] = headerValues(headers, "retry-after");
  if (/^\d{1,10}$/.test(value)) return Number(value) * 1000;
  const until = httpDate(value);
  if (until === undefined) return undefined;
  const from = httpDate(headerValues(headers, "date")[0] ?? "") ?? now;
  return Math.max(0, Math.ceil(until - from));
}

function httpDate(text: string): number | undefined {
  if (!HTTP_DATE.test(text)) return undefined;
  const time = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}
