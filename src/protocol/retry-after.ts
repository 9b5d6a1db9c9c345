import { headerValues, type HeaderList } from "./exchange.ts";
import { dateOf, httpDate } from "./http-date.ts";

/**
 * The wait that an answer requests, in milliseconds, or undefined when it requests none (RFC 9110 §10.2.3). A date
 * counts from the answer's own Date, because the server's clock may differ.
 */
export function retryAfter(headers: HeaderList, now: number): number | undefined {
  const [value = ""] = headerValues(headers, "retry-after");
  if (/^\d{1,10}$/.test(value)) return Number(value) * 1000;
  const until = httpDate(value);
  if (until === undefined) return undefined;
  const from = dateOf(headers) ?? now;
  return Math.max(0, Math.ceil(until - from));
}
