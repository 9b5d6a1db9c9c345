import assert from "node:assert/strict";
import { CONTRACT_RULES } from "../../src/drift/contract/rules.ts";
import type { DriftRow } from "../../src/drift/row.ts";

/** There is one row, of this rule and with its grade, and it says just this. */
export function assertOneRow(rows: readonly DriftRow[], rule: string, says: string): void {
  const shown = rows.map((row) => `${row.subject}: ${row.old} -> ${row.new} at ${row.places.join(", ")}`);
  assert.deepEqual(shown, [says]);
  const known = CONTRACT_RULES.find(({ id }) => id === rule);
  assert.deepEqual(
    rows.map(({ rule: id, grade }) => ({ id, grade })),
    [{ id: rule, grade: known?.grade }],
  );
}
