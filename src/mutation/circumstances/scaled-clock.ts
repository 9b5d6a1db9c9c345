import type { Clock } from "../../runner/http/clock.ts";

/** How many times faster than the real clock it goes: what waits seconds in a run waits milliseconds here. */
const FACTOR = 50;

/** A clock on which everything happens sooner, in proportion, and which can be listened to. */
export class ScaledClock implements Clock {
  readonly #from = performance.now();
  readonly #start = Date.now();
  readonly #waiting: (() => void)[] = [];

  now(): number {
    return this.#start + FACTOR * (performance.now() - this.#from);
  }

  wait(milliseconds: number): Promise<void> {
    for (const listener of this.#waiting.splice(0)) listener();
    return new Promise((resolve) => setTimeout(resolve, Math.ceil(milliseconds / FACTOR)));
  }

  /** Calls once when somebody begins to wait. */
  onceWaiting(listener: () => void): void {
    this.#waiting.push(listener);
  }
}
