import { CONTRACT } from "../../../contract/openapi.ts";
import type { ContractRow } from "../../row.ts";
import { compareContracts } from "./compare.ts";
import { reduceOpenApi3 } from "./openapi3.ts";
import type { ContractSnapshot } from "./snapshot.ts";

/** The contract that this suite is pinned to, `schemas/get-my-metadata.openapi.json`. */
export function pinnedContract(): ContractSnapshot {
  const reduced = reduceOpenApi3(CONTRACT);
  if ("problem" in reduced) throw new Error(`The pinned contract ${reduced.problem}`);
  return reduced;
}

/** How a contract, such as a target's published one, differs from the contract that this suite is pinned to. */
export function compareWithPinned(published: ContractSnapshot): readonly ContractRow[] {
  return compareContracts(pinnedContract(), published);
}
