import type { ContractRow } from "../../row.ts";
import { compareContracts } from "./compare.ts";
import type { PublishedContract } from "./published.ts";

/** The rows of two published contracts, or one sentence for each side that publishes none. */
export type PublishedComparison =
  { readonly rows: readonly ContractRow[] } | { readonly rows?: never; readonly reasons: readonly string[] };

/** How the published contracts of two targets differ. A target without a readable one has a reason and no rows. */
export function comparePublished(old: PublishedContract, now: PublishedContract): PublishedComparison {
  if ("contract" in old && "contract" in now) return { rows: compareContracts(old.contract, now.contract) };
  return { reasons: [...reasonOf("old", old), ...reasonOf("new", now)] };
}

function reasonOf(side: string, published: PublishedContract): readonly string[] {
  return "reason" in published ? [`The ${side} baseline has no contract: ${published.reason}.`] : [];
}
