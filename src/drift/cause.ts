import type { Change } from "./change.ts";
import type { Difference, MemberValue } from "./observation.ts";
import { rowSubjectOf, subjectOf } from "./subject.ts";

/** What changes of one cause have in common, wherever they show: what is different, and both sides of it. */
export function causeOf({ difference, requestClass }: Pick<Change, "difference" | "requestClass">): string {
  const { old, new: now } = kindsOfSides(difference);
  return JSON.stringify([rowSubjectOf(difference, requestClass), old, now]);
}

/** The same, whatever the request asks for: an answer that is wrong to one request is wrong to another. */
export function changeOf({ difference }: Pick<Change, "difference">): string {
  const { old, new: now } = kindsOfSides(difference);
  return JSON.stringify([subjectOf(difference), old, now]);
}

/** What was there before, by what it is of; undefined where nothing was. */
export function oldValueOf({ difference }: Pick<Change, "difference">): string | undefined {
  const { old } = kindsOfSides(difference);
  return old === undefined ? undefined : JSON.stringify([subjectOf(difference), old]);
}

/** The two sides without what differs from key to key. */
function kindsOfSides(difference: Difference): { readonly old: unknown; readonly new: unknown } {
  if (difference.kind !== "member") return difference;
  const { pointer, old, new: now } = difference;
  // Of a text that is no longer one, or is gone, it does not matter what it said.
  if (old?.kind === "text" && now?.kind !== "text" && !pointer.endsWith("/@type"))
    return { old: old.kind, new: kindOfMember(pointer, now) };
  return { old: kindOfMember(pointer, old), new: kindOfMember(pointer, now) };
}

function kindOfMember(pointer: string, value: MemberValue | undefined): unknown {
  const isOwnOfKey = value?.kind === "other-bytes" || (value?.kind === "text" && pointer === "/metadata/key");
  return isOwnOfKey ? value.kind : value;
}
