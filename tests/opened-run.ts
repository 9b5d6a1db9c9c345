import type { OpenRun } from "../src/bootstrap/open-run.ts";
import { contextToEnv } from "../src/runner/run-context.ts";
import type { Env } from "../src/settings/env.ts";

/** A run that this process opens or has opened. */
interface Opening {
  readonly run: Promise<OpenRun>;
  readonly interrupt: AbortController;
}

let current: Opening | undefined;

/** Says which process left a context in the environment: the command's is no business of ours. */
const OPENED_BY = "CONFORMANCE_OPENED_BY";

/** True when this process has opened a run before: in UI mode the set-up may run again. */
export function isOwnContext(): boolean {
  return process.env[OPENED_BY] === String(process.pid);
}

/** Opens the run that the settings name and leaves its context to the workers, which inherit the environment. */
export async function openForWorkers(env: Env): Promise<void> {
  await closeForWorkers();
  // Loaded when needed: `npm run conformance` has opened the run before.
  const [{ openRun }, { readSettings }, { readKnownDeviations }] = await Promise.all([
    import("../src/bootstrap/open-run.ts"),
    import("../src/settings/settings.ts"),
    import("../src/settings/read-known-deviations.ts"),
  ]);
  const settings = readSettings(env);
  const known = readKnownDeviations(settings.knownDeviations);
  const interrupt = new AbortController();
  const onNote = (note: string): void => {
    // A reporter such as json owns the standard output.
    console.error(note);
  };
  settings.notes.forEach(onNote);
  current = { run: openRun(settings, { known, onNote, signal: interrupt.signal }), interrupt };
  const { context } = await current.run;
  Object.assign(process.env, contextToEnv(context), { [OPENED_BY]: String(process.pid) });
}

/** Closes the run that is open, or that is still being opened when an interrupt comes. */
export async function closeForWorkers(): Promise<void> {
  const { run, interrupt } = current ?? {};
  current = undefined;
  interrupt?.abort();
  // Why it could not be opened has been said already.
  const opened = await run?.catch(() => undefined);
  await opened?.close();
}
