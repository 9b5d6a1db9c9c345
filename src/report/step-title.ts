import { requirement } from "../contract/requirements/index.ts";
import type { Row } from "../runner/result.ts";

/** How a report names the step of a requirement. A red step says for itself what a green one would hide. */
export function stepTitle({ requirement: id, level, verdict }: Row, isRed: boolean): string {
  const found = verdict === "pass" || isRed ? "" : ` (${verdict})`;
  return `${id} ${level} ${requirement(id).statement}${found}`;
}
