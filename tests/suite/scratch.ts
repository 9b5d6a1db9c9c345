import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of its own for what a test writes; it goes when the process does. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "conformance-test-"));
  process.once("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
