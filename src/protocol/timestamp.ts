import { fromJson } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import type { Timestamp } from "./outcome.ts";

/** Reads a ProtoJSON date-time (RFC 3339 §5.6) to the nanosecond; undefined when it is not one. */
export function readTimestamp(value: unknown): Timestamp | undefined {
  if (typeof value !== "string" || !isCalendarTime(value)) return undefined;
  try {
    const { seconds, nanos } = fromJson(TimestampSchema, value);
    return { seconds, nanos };
  } catch {
    return undefined;
  }
}

/** Date.parse, which fromJson uses, reads February 30 as March 2 and accepts hour 24. */
function isCalendarTime(value: string): boolean {
  const day = value.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day) && value.slice(11, 13) !== "24";
}
