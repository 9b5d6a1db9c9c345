import { CASES } from "../cases/index.ts";
import { OPERATION } from "../contract/operation.ts";
import type { Place } from "./baseline.ts";

/** A field of the first request of an answer's case, as it is sent over the answer's transport. */
export function sentField({ case: id, transport }: Place, name: string): string | undefined {
  const { rest, rpc } = CASES.find((each) => each.id === id)?.request ?? {};
  return (transport === "rest" ? rest : rpc)?.headers?.[name] ?? undefined;
}

/** True when a client takes an answer in a documented media type; one that names none takes any (RFC 9110 §12.5.1). */
export function acceptsDocumentedType(place: Place): boolean {
  const accept = sentField(place, "accept");
  if (accept === undefined) return true;
  return accept.split(",").some((item) => {
    const range = (item.split(";")[0] ?? "").trim().toLowerCase();
    return range === "*/*" || OPERATION.mediaTypes.some((type) => isIn(range, type));
  });
}

function isIn(range: string, type: string): boolean {
  return range === type || (range.endsWith("/*") && type.startsWith(range.slice(0, -1)));
}

/** The fields that a preflight asks for; none where the request is no preflight. */
export function fieldsAskedBy(place: Place): readonly string[] {
  return sentField(place, "access-control-request-headers")?.split(",") ?? [];
}
