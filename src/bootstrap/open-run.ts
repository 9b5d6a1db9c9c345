import { afterClosing } from "../errors.ts";
import { RetryCounter } from "../runner/http/retry-statistics.ts";
import type { KnownDeviation } from "../runner/known-deviations.ts";
import type { RunContext } from "../runner/run-context.ts";
import type { Settings } from "../settings/settings.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { openTarget } from "./open.ts";
import type { Preflight } from "./preflight.ts";

/** A run whose target is open and has passed the preflight. */
export interface OpenRun {
  /** What every process of the run must know. */
  readonly context: RunContext;
  /** The sentence for an operation that is gone, where that is recorded. */
  readonly gone?: string;
  /** Removes what the run made. Rejects with a LeftoverError when something stays behind. */
  close(): Promise<void>;
}

/** What opening a run may be told beside its settings. */
export interface OpenRunOptions {
  /** Deviations that the run expects. */
  readonly known?: readonly KnownDeviation[];
  /** Takes each note on what preparing the target showed. */
  readonly onNote?: (note: string) => void;
  /** An operation that is gone is recorded; else it blocks the run. */
  readonly recordsRemoval?: boolean;
  /** Ends opening between two steps. */
  readonly signal?: AbortSignal;
}

/**
 * Opens a run for whoever drives it: the command, Playwright's global set-up or a recorder. Rejects with a
 * SettingError, or with a BlockedError when nothing can be judged; the target is closed by then.
 */
export async function openRun(settings: Settings, options: OpenRunOptions): Promise<OpenRun> {
  const { known = [], onNote, recordsRemoval, signal } = options;
  const target = await openTarget(settings, signal);
  try {
    for (const note of target.descriptor.notes ?? []) onNote?.(note);
    const before = new RetryCounter();
    const { descriptor, blocked, notes, gone } = await askedBefore(target.descriptor, before, recordsRemoval);
    for (const note of notes) onNote?.(note);
    return {
      context: { descriptor, blocked, strict: settings.strict, known, before },
      ...(gone === undefined ? {} : { gone }),
      close: () => target.close(),
    };
  } catch (error) {
    throw await afterClosing(error, () => target.close());
  }
}

async function askedBefore(
  descriptor: TargetDescriptor,
  retryCounter: RetryCounter,
  recordsRemoval: boolean | undefined,
): Promise<Preflight> {
  if (descriptor.capabilities.isEmbedded) return { descriptor, blocked: {}, notes: [] };
  // Loaded when needed: a run against an embedded target does not wait for it.
  const { preflight } = await import("./preflight.ts");
  return preflight(descriptor, { retryCounter, recordsRemoval });
}
