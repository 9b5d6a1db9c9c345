import { ABSENT, state, type PlacedDifference } from "../difference.ts";
import { compareSchemas } from "./compare-schemas.ts";
import { pointer } from "./pointer.ts";
import type { OperationSnapshot, ResponseSnapshot } from "./snapshot.ts";

type Responses = OperationSnapshot["responses"];

/** Responses that are gone or new, their media types and their content. */
export function compareResponses(old: Responses, now: Responses): readonly PlacedDifference[] {
  const [before, after] = [new Map(Object.entries(old)), new Map(Object.entries(now))];
  const statuses = new Set([...before.keys(), ...after.keys()]);
  return [...statuses].flatMap((status) => compareStatus(status, before.get(status), after.get(status)));
}

function compareStatus(
  status: string,
  old: ResponseSnapshot | undefined,
  now: ResponseSnapshot | undefined,
): readonly PlacedDifference[] {
  const subject = { kind: "response", name: status } as const;
  const [documented, content, noContent] = [state("documented"), state("content"), state("no content")];
  const place = pointer("/operation/responses", status);
  if (now === undefined) {
    const rule = status.startsWith("2") ? "success-response-removed" : "error-response-removed";
    return [{ rule, subject, place, old: documented, new: ABSENT }];
  }
  if (old === undefined) return [{ rule: "response-added", subject, place, old: ABSENT, new: documented }];
  if (old.schema === undefined && now.schema === undefined) return [];
  if (now.schema === undefined)
    return [{ rule: "response-content-removed", subject, place, old: content, new: noContent }];
  if (old.schema === undefined)
    return [{ rule: "response-content-added", subject, place, old: noContent, new: content }];
  return [
    ...compareMediaTypes(old.mediaTypes, now.mediaTypes, place),
    ...compareSchemas(old.schema, now.schema, { subject: { kind: "content" }, place }),
  ];
}

function compareMediaTypes(
  old: readonly string[],
  now: readonly string[],
  response: string,
): readonly PlacedDifference[] {
  const gone = old.filter((type) => !now.includes(type));
  const fresh = now.filter((type) => !old.includes(type));
  return [
    ...gone.map((type) => mediaType("response-media-type-removed", type, response, true)),
    ...fresh.map((type) => mediaType("response-media-type-added", type, response, false)),
  ];
}

function mediaType(rule: PlacedDifference["rule"], type: string, response: string, isGone: boolean): PlacedDifference {
  const [old, now] = isGone ? [state("offered"), ABSENT] : [ABSENT, state("offered")];
  return { rule, subject: { kind: "media-type", name: type }, old, new: now, place: pointer(response, type) };
}
