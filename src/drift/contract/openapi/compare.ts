import type { DriftRow } from "../../row.ts";
import { compareDeprecation } from "../deprecation.ts";
import { ABSENT, rowsOf, type Difference } from "../rows.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareResponses } from "./compare-responses.ts";
import { comparePermissions, compareSecurity } from "./compare-security.ts";
import { pathShape } from "./path-shape.ts";
import type { ContractSnapshot, OperationSnapshot } from "./snapshot.ts";

/** The operation itself. */
const WHOLE = { subject: "operation", place: "/operation" };

/**
 * How the contract of the operation differs from an earlier one. Places are JSON pointers into the operation: its
 * parameters by name, its responses by status, and what these hold by the names of members, `items` for those of a list.
 */
export function compareContracts(old: ContractSnapshot, now: ContractSnapshot): readonly DriftRow[] {
  return rowsOf(differencesOf(old.operation, now.operation));
}

function differencesOf(old: OperationSnapshot | null, now: OperationSnapshot | null): readonly Difference[] {
  if (old === null && now === null) return [];
  if (now === null) return [{ ...WHOLE, rule: "DRIFT-0701", old: nameOf(old), new: ABSENT }];
  if (old === null) return [{ ...WHOLE, rule: "DRIFT-0704", old: ABSENT, new: nameOf(now) }];
  return [
    ...compareOperations(old, now),
    ...compareParameters(old, now),
    ...compareResponses(old.responses, now.responses),
    ...compareSecurity(old.security, now.security),
    ...comparePermissions(old.permissions, now.permissions),
  ];
}

function nameOf(operation: OperationSnapshot | null): string {
  return operation === null ? ABSENT : `${operation.method} ${operation.path}`;
}

function compareOperations(old: OperationSnapshot, now: OperationSnapshot): readonly Difference[] {
  return [
    ...compareDeprecation("openapi", WHOLE, old.deprecated, now.deprecated),
    ...changed("DRIFT-0705", "method", old.method, now.method),
    ...(pathShape(old.path) === pathShape(now.path) ? [] : changed("DRIFT-0706", "path", old.path, now.path)),
    ...changed("DRIFT-0707", "operation id", old.id ?? ABSENT, now.id ?? ABSENT),
  ];
}

function changed(rule: Difference["rule"], subject: string, old: string, now: string): readonly Difference[] {
  return old === now ? [] : [{ rule, subject, old, new: now, place: "/operation" }];
}
