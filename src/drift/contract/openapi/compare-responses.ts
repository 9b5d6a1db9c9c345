import { ABSENT, type Difference } from "../rows.ts";
import { compareSchemas } from "./compare-schemas.ts";
import { pointer } from "./shown.ts";
import type { OperationSnapshot, ResponseSnapshot } from "./snapshot.ts";

type Responses = OperationSnapshot["responses"];

/** Responses that are gone or new, their media types, and what their content holds. */
export function compareResponses(old: Responses, now: Responses): readonly Difference[] {
  const [before, after] = [new Map(Object.entries(old)), new Map(Object.entries(now))];
  const statuses = new Set([...before.keys(), ...after.keys()]);
  return [...statuses].flatMap((status) => compareStatus(status, before.get(status), after.get(status)));
}

function compareStatus(
  status: string,
  old: ResponseSnapshot | undefined,
  now: ResponseSnapshot | undefined,
): readonly Difference[] {
  const subject = `response ${status}`;
  const place = pointer("/operation/responses", status);
  if (now === undefined) {
    const rule = status.startsWith("2") ? "DRIFT-0731" : "DRIFT-0732";
    return [{ rule, subject, place, old: "documented", new: ABSENT }];
  }
  if (old === undefined) return [{ rule: "DRIFT-0733", subject, place, old: ABSENT, new: "documented" }];
  if (old.schema === undefined && now.schema === undefined) return [];
  if (now.schema === undefined) return [{ rule: "DRIFT-0736", subject, place, old: "content", new: "no content" }];
  if (old.schema === undefined) return [{ rule: "DRIFT-0737", subject, place, old: "no content", new: "content" }];
  return [
    ...compareMediaTypes(old.mediaTypes, now.mediaTypes, place),
    ...compareSchemas(old.schema, now.schema, { subject: "content", place }),
  ];
}

function compareMediaTypes(old: readonly string[], now: readonly string[], response: string): readonly Difference[] {
  const gone = old.filter((type) => !now.includes(type));
  const fresh = now.filter((type) => !old.includes(type));
  return [
    ...gone.map((type) => mediaType("DRIFT-0734", type, response, ["offered", ABSENT])),
    ...fresh.map((type) => mediaType("DRIFT-0735", type, response, [ABSENT, "offered"])),
  ];
}

function mediaType(
  rule: Difference["rule"],
  type: string,
  response: string,
  [old, now]: readonly [old: string, now: string],
): Difference {
  return { rule, subject: `media type ${type}`, old, new: now, place: pointer(response, type) };
}
