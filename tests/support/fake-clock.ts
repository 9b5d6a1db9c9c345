import type { Clock } from "../../src/runner/http/clock.ts";

/** A clock on which waiting takes no time; it records the waits. */
export class FakeClock implements Clock {
  readonly waits: number[] = [];
  #now: number;

  constructor(now = Date.parse("2026-01-01T00:00:00Z")) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  wait(milliseconds: number): Promise<void> {
    this.waits.push(milliseconds);
    this.pass(milliseconds);
    return Promise.resolve();
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
