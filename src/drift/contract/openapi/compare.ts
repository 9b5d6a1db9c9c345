import type { ContractRow } from "../../row.ts";
import { compareDeprecation } from "../deprecation.ts";
import { ABSENT, text, type ContractValue, type PlacedDifference } from "../difference.ts";
import { rowsOf } from "../rows.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareResponses } from "./compare-responses.ts";
import { comparePermissions, compareSecurity } from "./compare-security.ts";
import { pathShape } from "./path-shape.ts";
import type { ContractSnapshot, OperationSnapshot } from "./snapshot.ts";

/** The operation itself. */
const WHOLE = { subject: { kind: "operation" }, place: "/operation" } as const;

/**
 * How the contract of the operation differs from an earlier one. Places are JSON pointers into the operation: its
 * parameters by name, its responses by status, and what these hold by the names of members, `items` for those of a list.
 */
export function compareContracts(old: ContractSnapshot, now: ContractSnapshot): readonly ContractRow[] {
  return rowsOf(differencesOf(old.operation, now.operation));
}

function differencesOf(old: OperationSnapshot | null, now: OperationSnapshot | null): readonly PlacedDifference[] {
  if (now === null)
    return old === null ? [] : [{ ...WHOLE, rule: "operation-removed", old: valueOf(old), new: ABSENT }];
  if (old === null) return [{ ...WHOLE, rule: "operation-added", old: ABSENT, new: valueOf(now) }];
  return [
    ...compareOperations(old, now),
    ...compareParameters(old, now),
    ...compareResponses(old.responses, now.responses),
    ...compareSecurity(old.security, now.security),
    ...comparePermissions(old.permissions, now.permissions),
  ];
}

function valueOf({ method, path }: OperationSnapshot): ContractValue {
  return { kind: "operation", method, path };
}

function compareOperations(old: OperationSnapshot, now: OperationSnapshot): readonly PlacedDifference[] {
  return [
    ...compareDeprecation("openapi", WHOLE, old.deprecated, now.deprecated),
    ...changed("operation-method-changed", "method", old.method, now.method),
    ...(pathShape(old.path) === pathShape(now.path)
      ? []
      : changed("operation-path-changed", "path", old.path, now.path)),
    ...changed("operation-id-changed", "operation-id", old.id, now.id),
  ];
}

function changed(
  rule: PlacedDifference["rule"],
  kind: "method" | "path" | "operation-id",
  old: string | undefined,
  now: string | undefined,
): readonly PlacedDifference[] {
  return old === now ? [] : [{ rule, subject: { kind }, old: text(old), new: text(now), place: "/operation" }];
}
