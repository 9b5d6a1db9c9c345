import { headerValues, type Exchange } from "../protocol/exchange.ts";

/** Milliseconds of difference that nobody need hear of. */
const WORTH_A_NOTE = 30_000;

/** Milliseconds by which the server's clock is ahead of ours, by the first answer with a Date; null when none has one. */
export function clockAhead(exchanges: readonly Exchange[]): number | null {
  for (const { response, startedAt, duration } of exchanges) {
    const date = Date.parse(headerValues(response.headers, "date")[0] ?? "");
    // A Date has whole seconds: on average it is half a second behind.
    if (!Number.isNaN(date)) return Math.round(date + 500 - (startedAt + duration / 2));
  }
  return null;
}

/** What to say of the clocks; nothing where they agree. */
export function clockNotes(ahead: number | null): string[] {
  if (ahead === null) {
    return ["No answer has a Date: a time that lies in the future by this machine's clock is a warning only."];
  }
  if (Math.abs(ahead) <= WORTH_A_NOTE) return [];
  const seconds = String(Math.round(Math.abs(ahead) / 1000));
  return [
    `The server's clock is ${seconds} s ${ahead > 0 ? "ahead of" : "behind"} this machine's: times are judged by the server's; set the clock that is wrong.`,
  ];
}
