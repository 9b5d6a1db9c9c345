import { nanoseconds } from "../../checks/metadata.ts";
import type { Evidence, Metadata } from "../../protocol/outcome.ts";
import type { Observation, RelationName } from "../observation.ts";

/**
 * Relations between parts of an answer, and between a case's two answers where both requests have the same key and
 * credentials.
 */
export function relationObservations(first: Evidence, second: Evidence | undefined): readonly Observation[] {
  const mine = metadataOf(first);
  const theirs = second === undefined ? undefined : metadataOf(second);
  return [
    ...relation("created-before-changed", mine === undefined ? undefined : isOrdered(mine)),
    ...relation(
      "same-owner",
      isSame(mine, theirs, ({ details }) => details?.resourceOwner),
    ),
    ...relation(
      "same-sequence",
      isSame(mine, theirs, ({ details }) => details?.sequence),
    ),
  ];
}

function relation(name: RelationName, value: boolean | undefined): readonly Observation[] {
  return value === undefined ? [] : [{ kind: "relation", name, value }];
}

function metadataOf({ outcome }: Evidence): Metadata | undefined {
  return outcome.kind === "success" ? outcome.metadata : undefined;
}

function isOrdered({ details }: Metadata): boolean | undefined {
  if (details?.creationDate === undefined || details.changeDate === undefined) return undefined;
  return nanoseconds(details.creationDate) <= nanoseconds(details.changeDate);
}

function isSame(
  mine: Metadata | undefined,
  theirs: Metadata | undefined,
  member: (metadata: Metadata) => unknown,
): boolean | undefined {
  return mine === undefined || theirs === undefined ? undefined : member(mine) === member(theirs);
}
