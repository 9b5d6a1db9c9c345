import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { State } from "../state.ts";
import { Refused } from "./refused.ts";

/** When something expires for which no date was given: 9999-01-01, as the vendor has it. */
const NEVER = Date.UTC(9999, 0);

/** A date of expiry in milliseconds since the Unix epoch. It may not have passed. */
export function expiryOf(date: Timestamp | undefined, { now }: State): number {
  if (date === undefined) return NEVER;
  const expires = Number(date.seconds) * 1000 + date.nanos / 1e6;
  if (expires <= now()) throw new Refused({ code: 3, text: "expired-date" });
  return expires;
}
