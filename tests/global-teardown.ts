import { UserError } from "../src/errors.ts";
import { Failure } from "./failure.ts";
import { closeForWorkers } from "./opened-run.ts";

/** Removes what the global set-up made, also when an interrupt came before it was done. */
export default async function globalTeardown(): Promise<void> {
  try {
    await closeForWorkers();
  } catch (error) {
    throw error instanceof UserError ? new Failure(error.message) : error;
  }
}
