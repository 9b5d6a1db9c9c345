import type { Change } from "./change.ts";

/** Lets a cache that several users share keep an answer, or any cache keep it for a while (RFC 9111 §5.2.2). */
const KEPT = /\b(public|s-maxage=|max-age=[1-9])/;

/** True when a list has something that it had not. */
export function gained({ old, new: now }: Change): boolean {
  return itemsOf(now).some((item) => !itemsOf(old).includes(item));
}

/** True when a list has something no more. */
export function lost({ old, new: now }: Change): boolean {
  return itemsOf(old).some((item) => !itemsOf(now).includes(item));
}

/** True when any origin may read where one might. */
export function loosens({ observation, new: now }: Change): boolean {
  return observation === "header access-control-allow-origin" && (now === '"*"' || now === "the origin that asked");
}

/** True when caches may keep what they might not, or `no-store` came to stand where something could be kept. */
export function storable({ old, new: now }: Change): boolean {
  const tightened = now.includes("no-store") && !old.includes("no-store");
  return (KEPT.test(now) && !KEPT.test(old)) || tightened;
}

function itemsOf(list: string): string[] {
  return list === "absent" || list === "" ? [] : list.split(", ");
}
