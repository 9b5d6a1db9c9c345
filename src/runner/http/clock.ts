/** The time and waiting for it; tests have one of their own that needs no time. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

/** The real one. It never goes back, as a clock that is set does. */
export const SYSTEM_CLOCK: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.ceil(milliseconds))),
};
