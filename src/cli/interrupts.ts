/** Interrupts that do not end the process at once. */
export interface HeldInterrupts {
  /** Aborted by the first interrupt. */
  readonly signal: AbortSignal;
  release(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Keeps Ctrl-C and SIGTERM from ending the process before a cleanup: a run removes the users that it created. npm and
 * the terminal may both deliver one Ctrl-C, so a second one is no order to stop at once.
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
