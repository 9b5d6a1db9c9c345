import type { DriftRow } from "../../row.ts";
import { compareDeprecation } from "../deprecation.ts";
import { ABSENT, rowsOf, type Difference } from "../rows.ts";
import { compareEnums } from "./compare-enums.ts";
import { compareFields } from "./compare-fields.ts";
import { compareReserved } from "./compare-reserved.ts";
import { compareRpcs } from "./compare-rpcs.ts";
import { ERROR_DETAIL } from "./reduce.ts";
import type { MessageShape, MessageSnapshot } from "./snapshot.ts";

/**
 * How the protobuf contract of the operation differs from that of an earlier version. Places are the full names of
 * messages and enums, and the path of the RPC.
 */
export function compareMessages(old: MessageSnapshot, now: MessageSnapshot): readonly DriftRow[] {
  return rowsOf([
    ...compareRpcs(old.rpc, now.rpc),
    ...compareErrorDetail(old, now),
    ...compareShared(old.messages, now.messages, compareShapes),
    ...compareShared(old.enums, now.enums, compareEnums),
  ]);
}

/** A type that only one side reaches is told by the field or the RPC that leads to it; the error's has none. */
function compareShared<Shape>(
  old: Readonly<Record<string, Shape>>,
  now: Readonly<Record<string, Shape>>,
  compare: (old: Shape, now: Shape, place: string) => readonly Difference[],
): readonly Difference[] {
  const shapes = new Map(Object.entries(now));
  return Object.entries(old).flatMap(([name, shape]) => {
    const after = shapes.get(name);
    return after === undefined ? [] : compare(shape, after, name);
  });
}

function compareErrorDetail(old: MessageSnapshot, now: MessageSnapshot): readonly Difference[] {
  if (old.messages[ERROR_DETAIL] === undefined || now.messages[ERROR_DETAIL] !== undefined) return [];
  return [{ rule: "DRIFT-0811", subject: "message of errors", old: ERROR_DETAIL, new: ABSENT, place: ERROR_DETAIL }];
}

function compareShapes(old: MessageShape, now: MessageShape, place: string): readonly Difference[] {
  return [
    ...compareDeprecation("messages", { subject: "message", place }, old.deprecated, now.deprecated),
    ...compareFields(old, now, place),
    ...compareReserved(old, now, place),
  ];
}
