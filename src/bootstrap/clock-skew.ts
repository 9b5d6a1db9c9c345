import type { Exchange } from "../protocol/exchange.ts";
import { dateOf } from "../protocol/http-date.ts";

/** Milliseconds of difference that nobody need hear of. */
const WORTH_A_NOTE = 30_000;

/** The servers' clocks against this machine's, in milliseconds. */
export interface Clocks {
  /** By how much the clock that is most ahead is ahead of ours. */
  readonly ahead: number;
  /** The difference of the clocks among themselves: several servers may stand behind one address. */
  readonly apart: number;
}

/** The clocks by the Date of every answer; null when none has one. */
export function clocksOf(exchanges: readonly Exchange[]): Clocks | null {
  const differences = exchanges.flatMap(({ response, startedAt, duration }) => {
    const date = dateOf(response.headers);
    // A Date has whole seconds: on average it is half a second behind.
    return date === undefined ? [] : [Math.round(date + 500 - (startedAt + duration / 2))];
  });
  if (differences.length === 0) return null;
  const ahead = Math.max(...differences);
  return { ahead, apart: ahead - Math.min(...differences) };
}

/** What to say of the clocks; nothing where they agree. */
export function clockNotes(clocks: Clocks | null): string[] {
  if (clocks === null) {
    return ["No answer has a Date: a time that lies in the future by this machine's clock is a warning only."];
  }
  const { ahead, apart } = clocks;
  if (apart > WORTH_A_NOTE) {
    return [
      `Answers have Dates that lie ${inSeconds(apart)} apart: times are judged with that much allowed; set the clocks of the servers, or of the proxies, behind the address.`,
    ];
  }
  if (Math.abs(ahead) <= WORTH_A_NOTE) return [];
  return [
    `The server's clock is ${inSeconds(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"} this machine's: times are judged with that much allowed; set the clock that is wrong.`,
  ];
}

function inSeconds(milliseconds: number): string {
  return `${String(Math.round(milliseconds / 1000))} s`;
}
