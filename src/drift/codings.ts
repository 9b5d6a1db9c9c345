import type { Place } from "./baseline.ts";
import type { Difference, HeaderValue } from "./observation.ts";
import { itemsOf } from "./policy.ts";
import { sentField } from "./sent-fields.ts";

type HeaderChange = Difference<"header">;

/** Names of which each is to be read as the other one (RFC 9110 §8.4.1.1, §8.4.1.3). */
const OLD_NAMES: Readonly<Record<string, string | undefined>> = { "x-compress": "compress", "x-gzip": "gzip" };

/** The name of a content coding, in lower case and without its old form. */
export function codingName(written: string): string {
  const name = written.trim().toLowerCase();
  return OLD_NAMES[name] ?? name;
}

/**
 * True when the content is in a coding that the request rules out, and was in none before: where a request lists codings,
 * its client undoes those, and no other is acceptable (RFC 9110 §12.5.3).
 */
export function isCodedAgainstRequest({ old, new: now }: HeaderChange, place: Place): boolean {
  const accepted = sentField(place, "accept-encoding");
  const isRefused = (value: HeaderValue | undefined): boolean =>
    value?.kind === "list" && value.items.some((coding) => acceptsCoding(accepted, coding) === false);
  return isRefused(now) && !isRefused(old);
}

/**
 * True when the content is in a coding that it was not in before, and that the request does not list. A request without
 * Accept-Encoding permits every coding (RFC 9110 §12.5.3), and its client undoes some of them at best: one that read
 * another coding undoes gzip, the oldest of them, too.
 */
export function isCodedUnasked({ old, new: now }: HeaderChange, place: Place): boolean {
  const accepted = sentField(place, "accept-encoding");
  // A baseline of an earlier version says only that there was a coding.
  if (now?.kind === "present") return old === undefined && accepted === undefined;
  if (old?.kind === "present") return false;
  return itemsOf(now)
    .filter((coding) => !itemsOf(old).includes(coding) && !(old !== undefined && coding === "gzip"))
    .some((coding) => acceptsCoding(accepted, coding) !== true);
}

/** Whether an `Accept-Encoding` accepts a coding; undefined without the field (RFC 9110 §12.5.3, weights §12.4.2). */
export function acceptsCoding(accepted: string | undefined, coding: string): boolean | undefined {
  if (accepted === undefined) return undefined;
  const weights = new Map(accepted.split(",").map(weighted));
  return (weights.get(coding) ?? weights.get("*") ?? 0) !== 0;
}

function weighted(item: string): readonly [coding: string, weight: number] {
  const [name = "", parameter = ""] = item.split(";");
  const weight = /^\s*q=(.*)$/i.exec(parameter)?.[1];
  return [codingName(name), Number(weight ?? 1)];
}
