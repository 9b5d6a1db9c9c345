import { headerValues, type HeaderList } from "./exchange.ts";

/** The three forms of an HTTP-date (RFC 9110 §5.6.7); the last one is in UTC but does not state it. */
const HTTP_DATE =
  /^[A-Z][a-z]{2,8},? (?:\d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT|\d{2}-[A-Z][a-z]{2}-\d{2} [\d:]{8} GMT|[A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4})$/;

/** An HTTP-date in milliseconds since the Unix epoch; undefined for any other text. */
export function httpDate(text: string): number | undefined {
  if (!HTTP_DATE.test(text)) return undefined;
  const time = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}

/** What the Date field says; undefined where there is none that can be read. Of several, by two proxies, the first counts. */
export function dateOf(headers: HeaderList): number | undefined {
  return httpDate(headerValues(headers, "date")[0] ?? "");
}
