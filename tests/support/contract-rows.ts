import assert from "node:assert/strict";
import { CONTRACT_RULES } from "../../src/drift/contract/rules.ts";
import type { ContractRow } from "../../src/drift/row.ts";
import { sidesOf } from "../../src/report/drift/values.ts";

/** Asserts one row, of this rule and grade, with this text. */
export function assertOneRow(rows: readonly ContractRow[], rule: string, says: string): void {
  const shown = rows.map((row) => {
    const { old, new: now } = sidesOf(row);
    return `${row.subject}: ${old} -> ${now} at ${row.places.join(", ")}`;
  });
  assert.deepEqual(shown, [says]);
  const known = CONTRACT_RULES.find(({ id }) => id === rule);
  assert.deepEqual(
    rows.map(({ rule: id, slug, grade }) => ({ id, slug, grade })),
    [{ id: rule, slug: known?.slug, grade: known?.grade }],
  );
}
