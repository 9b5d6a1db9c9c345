import { nanoseconds } from "../../checks/metadata.ts";
import type { Evidence, Metadata } from "../../protocol/outcome.ts";
import type { RawObservations } from "./head.ts";

/**
 * How the parts of an answer stand to each other, and a case's two answers where both were asked for the same thing with
 * the same credentials.
 */
export function relationObservations(first: Evidence, second: Evidence | undefined): RawObservations {
  const mine = metadataOf(first);
  const theirs = second === undefined ? undefined : metadataOf(second);
  return {
    "relation created<=changed": mine === undefined ? undefined : isOrdered(mine),
    "relation second answer same owner": compare(mine, theirs, ({ details }) => details?.resourceOwner),
    "relation second answer same sequence": compare(mine, theirs, ({ details }) => details?.sequence),
  };
}

function metadataOf({ outcome }: Evidence): Metadata | undefined {
  return outcome.kind === "success" ? outcome.metadata : undefined;
}

function isOrdered({ details }: Metadata): string | undefined {
  if (details?.creationDate === undefined || details.changeDate === undefined) return undefined;
  return String(nanoseconds(details.creationDate) <= nanoseconds(details.changeDate));
}

function compare(
  mine: Metadata | undefined,
  theirs: Metadata | undefined,
  member: (metadata: Metadata) => unknown,
): string | undefined {
  return mine === undefined || theirs === undefined ? undefined : String(member(mine) === member(theirs));
}
