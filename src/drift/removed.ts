import type { Transport } from "../contract/transport.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { sortPlaces, type Answer, type Place } from "./baseline.ts";
import type { AnswerValue, Difference } from "./observation.ts";
import { requestClassOf, type RequestClass } from "./request-class.ts";
import type { BehaviourRow } from "./row.ts";
import type { RuleHead } from "./rules/rule.ts";

/** The one rule that looks at a whole transport. */
export const OPERATION_REMOVED: RuleHead = {
  id: "DRIFT-0100",
  slug: "operation-gone",
  grade: "breaking",
  statement: "The operation is gone: every request to it is answered as one to an unknown path or method.",
};

/** Requests that the operation answers differently: a router that does not know it looks at neither key nor credentials. */
const WELL_FORMED: readonly RequestClass[] = ["stored", "credentials", "credentials-unheld"];

const UNIMPLEMENTED = 12;

/** Transports over which the new side no longer has the operation that the old one had. */
export function removedTransports(old: readonly Answer[], now: readonly Answer[]): readonly Transport[] {
  return TRANSPORTS.filter((transport) => {
    const after = answersOver(now, transport);
    if (!after.every(({ value }) => isUnknownToRouter(value))) return false;
    const before = answersOver(old, transport);
    const kinds = new Set(after.map(({ requestClass }) => requestClass));
    // A missing key is 404 as well: only together with bad credentials it shows that nobody looked.
    const isWhole = kinds.has("stored") && (kinds.has("credentials") || kinds.has("credentials-unheld"));
    const wasServed = before.some(({ value }) => value.kind === "success");
    return wasServed && isWhole;
  });
}

/** The row of an operation that is gone, in place of the many that follow from it; none when it is there. */
export function removedRow(
  rows: readonly { readonly difference: Difference; readonly places: readonly Place[] }[],
): BehaviourRow | undefined {
  const found = rows.find(({ difference }) => difference.kind === "answer" && difference.old?.kind === "success");
  if (found === undefined) return undefined;
  const { id: rule, ...head } = OPERATION_REMOVED;
  const places = new Map(rows.flatMap((row) => row.places).map((place) => [JSON.stringify(place), place]));
  return {
    source: "behaviour",
    rule,
    ...head,
    subject: "operation",
    difference: found.difference,
    varies: rows.length > 1,
    places: sortPlaces([...places.values()]),
  };
}

interface Asked {
  readonly requestClass: RequestClass;
  readonly value: AnswerValue;
}

function answersOver(answers: readonly Answer[], transport: Transport): readonly Asked[] {
  return answers
    .filter((answer) => answer.transport === transport)
    .flatMap((answer) => {
      const requestClass = requestClassOf(answer, "first");
      const value = answer.observations.find((each) => each.kind === "answer")?.value;
      return value !== undefined && WELL_FORMED.includes(requestClass) ? [{ requestClass, value }] : [];
    });
}

/** A router's 404 or 405, or UNIMPLEMENTED (gRPC, "Status codes"; gateways answer it with HTTP 501). */
function isUnknownToRouter(value: AnswerValue): boolean {
  switch (value.kind) {
    case "error":
      return value.code === UNIMPLEMENTED || value.httpStatus === 404;
    case "other":
      return [404, 405, 501].includes(value.httpStatus) || value.grpcStatus === String(UNIMPLEMENTED);
    case "success":
    case "none":
      return false;
  }
}
