import type { ContractRow } from "../../row.ts";
import { compareDeprecation } from "../deprecation.ts";
import { ABSENT, text, type PlacedDifference } from "../difference.ts";
import { rowsOf } from "../rows.ts";
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
export function compareMessages(old: MessageSnapshot, now: MessageSnapshot): readonly ContractRow[] {
  return rowsOf([
    ...compareRpcs(old.rpc, now.rpc),
    ...compareErrorDetail(old, now),
    ...compareShared(old.messages, now.messages, compareShapes),
    ...compareShared(old.enums, now.enums, compareEnums),
  ]);
}

/**
 * A type that only one side reaches shows in the field or RPC that leads to it; only the message of errors has no such
 * path.
 */
function compareShared<Shape>(
  old: Readonly<Record<string, Shape>>,
  now: Readonly<Record<string, Shape>>,
  compare: (old: Shape, now: Shape, place: string) => readonly PlacedDifference[],
): readonly PlacedDifference[] {
  const shapes = new Map(Object.entries(now));
  return Object.entries(old).flatMap(([name, shape]) => {
    const after = shapes.get(name);
    return after === undefined ? [] : compare(shape, after, name);
  });
}

function compareErrorDetail(old: MessageSnapshot, now: MessageSnapshot): readonly PlacedDifference[] {
  if (old.messages[ERROR_DETAIL] === undefined || now.messages[ERROR_DETAIL] !== undefined) return [];
  return [
    {
      rule: "error-detail-message-removed",
      subject: { kind: "error-message" },
      old: text(ERROR_DETAIL),
      new: ABSENT,
      place: ERROR_DETAIL,
    },
  ];
}

function compareShapes(old: MessageShape, now: MessageShape, place: string): readonly PlacedDifference[] {
  return [
    ...compareDeprecation("messages", { subject: { kind: "message" }, place }, old.deprecated, now.deprecated),
    ...compareFields(old, now, place),
    ...compareReserved(old, now, place),
  ];
}
