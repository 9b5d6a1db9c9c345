/** Interrupts that are held back from ending the process. */
export interface HeldInterrupts {
  /** Aborted by the first interrupt. */
  readonly signal: AbortSignal;
  release(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Keeps Ctrl-C and a termination from ending the process where something must be put right first: a run that made users
 * removes them. npm and the terminal may both deliver one Ctrl-C, so that a second one says nothing either.
 */
export function holdInterrupts(onFirst: () => void): HeldInterrupts {
  const controller = new AbortController();
  const hold = (): void => {
    if (controller.signal.aborted) return;
    controller.abort();
    onFirst();
  };
  for (const signal of SIGNALS) process.on(signal, hold);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, hold);
    },
  };
}
