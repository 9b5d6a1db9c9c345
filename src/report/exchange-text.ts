import { mediaType, type Exchange, type HeaderList } from "../protocol/exchange.ts";
import { bodyText } from "./body-text.ts";
import type { Redactor } from "./redact.ts";
import { fieldText } from "./field-text.ts";

/** Every exchange of a test as text to read: decoded, without credentials, long bodies cut short. */
export function exchangesText(exchanges: readonly Exchange[], redactor: Redactor): string {
  return exchanges
    .map((exchange, at) => exchangeText(exchange, `${String(at + 1)} of ${String(exchanges.length)}`, redactor))
    .join("\n\n");
}

function exchangeText({ transport, request, response, duration }: Exchange, which: string, redactor: Redactor): string {
  const { body, headers } = response;
  const answered = `Answer ${which}, after ${String(Math.round(duration))} ms`;
  return [
    `Request ${which}, ${transport}, HTTP/${request.httpVersion}`,
    indent(
      [
        `${request.method} ${redactor.text(request.path)}`,
        ...fields(request.headers, redactor),
        ...bodyText({ transport, side: "request", type: mediaType(request.headers), bytes: request.body, redactor }),
      ].join("\n"),
    ),
    "",
    `${answered}, HTTP/${response.httpVersion}${response.incomplete ? ", cut off before its end" : ""}`,
    indent(
      [
        `HTTP ${String(response.status)}`,
        ...fields(headers, redactor),
        ...bodyText({ transport, side: "answer", type: mediaType(headers), bytes: body, redactor }),
        ...(response.trailers.length === 0 ? [] : ["", "trailers", ...fields(response.trailers, redactor)]),
      ].join("\n"),
    ),
  ].join("\n");
}

function fields(list: HeaderList, redactor: Redactor): string[] {
  return list.map(([name, value]) => fieldText(name, value, redactor));
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
