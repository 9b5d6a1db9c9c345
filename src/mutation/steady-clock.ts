/** Milliseconds of the first time: others than zero, so that whoever cuts them off changes the time. */
const MILLISECONDS = 123;

/**
 * A clock on which two runs have the same times but for the second in which they begin: it stands still until it is started,
 * so that the entries of a new server differ by microseconds, and then goes on by a millisecond whenever it is asked. By the
 * machine's clock it would depend on the millisecond in which an entry is written who notices that times are cut.
 */
export class SteadyClock {
  #time = Math.floor(Date.now() / 1000) * 1000 + MILLISECONDS;
  #step = 0;

  readonly now = (): number => {
    this.#time += this.#step;
    return this.#time;
  };

  start(): void {
    this.#step = 1;
  }

  stop(): void {
    this.#step = 0;
  }
}
