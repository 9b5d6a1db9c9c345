import type { Difference, HeaderValue, Observation } from "./observation.ts";

type HeaderChange = Difference<"header">;

/** True when a list has something new. */
export function gainsItems({ old, new: now }: HeaderChange): boolean {
  return itemsOf(now).some((item) => !itemsOf(old).includes(item));
}

/** True when a list no longer has something. */
export function losesItems({ old, new: now }: HeaderChange): boolean {
  return itemsOf(old).some((item) => !itemsOf(now).includes(item));
}

/** True when an answer now varies by everything, and so by all that it varied by (RFC 9110 §12.5.5). */
export function variesByAll({ name, new: now }: HeaderChange): boolean {
  return name === "vary" && itemsOf(now).includes("*");
}

/**
 * True when caches may store what they could not, or `no-store` is new where something could be stored. An answer that
 * says nothing of caches comes from none: the request has credentials, and nothing says for how long the answer is fresh
 * (RFC 9111 §3.5, §4.2).
 */
export function changesStorage({ old, new: now }: HeaderChange): boolean {
  const isForbidden = itemsOf(now).includes("no-store") && old !== undefined && !itemsOf(old).includes("no-store");
  return (isStorable(now) && !isStorable(old)) || isForbidden;
}

/** True for an answer that no cache may store. */
export function forbidsStorage(answer: readonly Observation[]): boolean {
  return answer.some(
    (each) => each.kind === "header" && each.name === "cache-control" && itemsOf(each.value).includes("no-store"),
  );
}

/** Lets a cache that several users share store an answer, or any cache store it for a while (RFC 9111 §5.2.2). */
function isStorable(value: HeaderValue | undefined): boolean {
  return itemsOf(value)
    .map((directive) => directive.split("="))
    .some(
      ([name, argument]) =>
        name === "public" ||
        (name === "s-maxage" && argument !== undefined) ||
        (name === "max-age" && Number(argument) > 0),
    );
}

/** The items of a list, or the value as the only one. */
export function itemsOf(value: HeaderValue | undefined): readonly string[] {
  switch (value?.kind) {
    case "list":
      return value.items;
    case "text":
      return [value.text];
    case "present":
    case "requesting-origin":
      return [value.kind];
    case undefined:
      return [];
  }
}
