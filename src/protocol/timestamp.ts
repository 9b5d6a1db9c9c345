import { fromJson } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import type { Timestamp } from "./outcome.ts";

/** Reads a date-time (RFC 3339 §5.6) as ProtoJSON has it, to the nanosecond; undefined when it is none. */
export function readTimestamp(value: unknown): Timestamp | undefined {
  if (typeof value !== "string" || !isCalendarTime(value)) return undefined;
  try {
    const { seconds, nanos } = fromJson(TimestampSchema, value);
    return { seconds, nanos };
  } catch {
    return undefined;
  }
}

/** Date.parse, which fromJson stands on, takes February 30 for March 2 and knows an hour 24. */
function isCalendarTime(value: string): boolean {
  const day = value.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day) && value.slice(11, 13) !== "24";
}
