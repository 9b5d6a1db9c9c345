import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { State } from "../state.ts";
import { Refused } from "./refused.ts";

/** Expiry when the request has no date: 9999-01-01, as the vendor does. */
const NEVER = Date.UTC(9999, 0);

/** An expiry date in milliseconds since the Unix epoch. It must not be in the past. */
export function expiryOf(date: Timestamp | undefined, { now }: State): number {
  if (date === undefined) return NEVER;
  const expires = Number(date.seconds) * 1000 + date.nanos / 1e6;
  if (expires <= now()) throw new Refused({ code: 3, text: "expired-date" });
  return expires;
}
