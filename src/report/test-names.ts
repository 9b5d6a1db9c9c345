import type { Case } from "../contract/case.ts";
import { requirement } from "../contract/requirements/index.ts";

/** The name of a case's test: the reporter finds the case by the id that it begins with. */
export function title({ id, title }: Case): string {
  return `${id} ${title}`;
}

/** What `--grep` and the projects find a case's test by: levels, group and transports. */
export function tags({ group, requirements, transports }: Case): { readonly tag: string[] } {
  const levels = new Set(requirements.map((id) => requirement(id).level.toLowerCase()));
  return { tag: [...levels, group, ...transports].map((tag) => `@${tag}`) };
}
