import type { ManagementFault } from "./fault.ts";
import { READ_FAULTS } from "./reads.ts";
import { REFUSAL_FAULTS } from "./refusals.ts";
import { TOKEN_FAULTS } from "./tokens.ts";

export type { ManagementFault } from "./fault.ts";

/** Every fault of the operations that a run provisions with. */
export const MANAGEMENT_FAULTS: readonly ManagementFault[] = [...REFUSAL_FAULTS, ...TOKEN_FAULTS, ...READ_FAULTS];

/** One fault by its id. */
export function managementFault(id: string): ManagementFault {
  const found = MANAGEMENT_FAULTS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`There is no management fault ${id}`);
  return found;
}
