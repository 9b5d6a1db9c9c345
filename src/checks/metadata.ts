import type { CheckInput, Finding } from "./check.ts";
import type { Details, Timestamp } from "../protocol/outcome.ts";
import { POINTERS } from "../contract/operation.ts";
import { dateOf } from "../protocol/http-date.ts";
import { nothing, ofMetadata, PASS, violation } from "./finding.ts";

const FIVE_MINUTES = 5 * 60_000;
const TIME_NAMES = ["creationDate", "changeDate"] as const;
const DETAIL_NAMES = ["sequence", "creationDate", "changeDate", "resourceOwner"] as const;

/** A success contains metadata. */
export function metadataIsThere({ evidence: { outcome } }: CheckInput): Finding {
  if (outcome.kind !== "success") return nothing("the answer was not a success");
  if (outcome.metadata !== undefined) return PASS;
  return violation(POINTERS.entry, "an object with the entry", "absent", "absent");
}

/** The answer repeats the requested key, character for character. */
export function keyIsEchoed(input: CheckInput): Finding {
  return ofMetadata(input, ({ key }) => {
    if (key === input.key) return PASS;
    const actual = key === undefined ? "absent" : show(key);
    return violation(POINTERS.key, show(input.key), actual, key === undefined ? "absent" : "another key");
  });
}

/** What is seen where a value differs from the stored one. */
export const OTHER_VALUE = "other bytes";

/** The value equals the stored one, byte for byte, where that is known. */
export function valueIsExact(input: CheckInput): Finding {
  const { storedState } = input;
  return ofMetadata(input, ({ value }) => {
    if (value === undefined) return violation(POINTERS.value, "the stored bytes", "absent or not base64", "absent");
    if (storedState.kind !== "value") return nothing("what is stored under this key is not known");
    if (Buffer.compare(value, storedState.value) === 0) return PASS;
    const actual = `${String(value.length)} bytes, first different at byte ${String(firstDifference(value, storedState.value))}`;
    return violation(POINTERS.value, `the ${String(storedState.value.length)} bytes stored`, actual, OTHER_VALUE);
  });
}

/** Details and all their members are present. */
export function detailsAreComplete(input: CheckInput): Finding {
  return ofMetadata(input, ({ details }) => {
    if (details === undefined) return violation(POINTERS.details, "an object", "absent", "absent");
    return DETAIL_NAMES.filter((name) => isAbsent(details, name)).flatMap((name) =>
      violation(POINTERS[name], "a value", "absent, or not of its documented type", "absent"),
    );
  });
}

/** Protobuf does not distinguish a zero sequence or an empty owner from an absent one. */
function isAbsent(details: Details, name: (typeof DETAIL_NAMES)[number]): boolean {
  return details[name] === undefined;
}

/** The sequence counts from one. */
export function sequenceIsPositive(input: CheckInput): Finding {
  return ofMetadata(input, ({ details }) => {
    if (details?.sequence === undefined) return nothing("there is no sequence");
    if (details.sequence > 0n) return PASS;
    return violation(POINTERS.sequence, "a positive number", String(details.sequence), "not positive");
  });
}

/** The entry was created before it was changed. */
export function timesAreOrdered(input: CheckInput): Finding {
  return ofMetadata(input, ({ details }) => {
    const { creationDate, changeDate } = details ?? {};
    if (creationDate === undefined || changeDate === undefined) return nothing("a time is missing");
    if (nanoseconds(creationDate) <= nanoseconds(changeDate)) return PASS;
    const expected = `not before the creation at ${showTime(creationDate)}`;
    return violation(POINTERS.changeDate, expected, showTime(changeDate), "before creation");
  });
}

/** No time is in the future, with five minutes allowed for clock differences. */
export function timesArePast(input: CheckInput): Finding {
  return ofMetadata(input, ({ details }) => {
    const limit = latestTime(input);
    return timesOf(details).flatMap(([name, time]) => {
      if (nanoseconds(time) <= BigInt(limit) * 1_000_000n) return [];
      const expected = `not after ${new Date(limit).toISOString()}`;
      return violation(POINTERS[name], expected, showTime(time), "in the future");
    });
  });
}

/**
 * The answer's Date or the clock of the run, whichever is later, plus five minutes. One of several servers behind an
 * address, or a proxy that writes the Date, may be behind the server that wrote the entry.
 */
function latestTime({ evidence, latest }: CheckInput): number {
  return Math.ceil(Math.max(dateOf(evidence.exchange.response.headers) ?? latest, latest) + FIVE_MINUTES);
}

/** The answer names the owner. */
export function ownerIsNamed(input: CheckInput): Finding {
  return ofMetadata(input, ({ details }) => {
    if (details?.resourceOwner === undefined) return nothing("there is no resource owner");
    if (details.resourceOwner.trim() !== "") return PASS;
    return violation(POINTERS.resourceOwner, "the id of an organisation", "an empty string", "empty");
  });
}

/** The owner is the organisation to which the user belongs, where that is known. */
export function ownerIsTheOrganisation(input: CheckInput): Finding {
  return ofMetadata(input, ({ details }) => {
    const { organisation } = input;
    if (organisation === undefined) return nothing("the organisation of the user is not known");
    const owner = details?.resourceOwner;
    if (owner === undefined || owner.trim() === "") return nothing("there is no resource owner");
    if (owner === organisation) return PASS;
    return violation(POINTERS.resourceOwner, `the organisation ${organisation}`, owner, "another owner");
  });
}

/** Times are in the range of Timestamp: years 1 to 9999, whole nanoseconds. */
export function timesAreValid(input: CheckInput): Finding {
  return ofMetadata(input, ({ details }) => {
    return timesOf(details).flatMap(([name, time]) => {
      if (isValidTimestamp(time)) return [];
      const actual = `${String(time.seconds)} s and ${String(time.nanos)} ns`;
      return violation(POINTERS[name], "a valid Timestamp", actual, "out of range");
    });
  });
}

function isValidTimestamp({ seconds, nanos }: Timestamp): boolean {
  return nanos >= 0 && nanos <= 999_999_999 && seconds >= -62_135_596_800n && seconds <= 253_402_300_799n;
}

/** The times that an entry has, by their names. */
export function timesOf(details: Details | undefined): readonly (readonly [(typeof TIME_NAMES)[number], Timestamp])[] {
  return TIME_NAMES.flatMap((name) => {
    const time = details?.[name];
    return time === undefined ? [] : [[name, time] as const];
  });
}

/** A time in nanoseconds since the Unix epoch. */
export function nanoseconds({ seconds, nanos }: Timestamp): bigint {
  return seconds * 1_000_000_000n + BigInt(nanos);
}

/** A time as reports show it, to the nanosecond. */
export function showTime({ seconds, nanos }: Timestamp): string {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return `${String(seconds)} s`;
  return date.toISOString().replace(/\.\d+Z$/, `.${String(nanos).padStart(9, "0")}Z`);
}

function firstDifference(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) if (left[at] !== right[at]) return at;
  return length;
}

function show(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}… (${String(text.length)} characters)` : text);
}
