import assert from "node:assert/strict";

/** What differs from server to server by its value, and not by what it is the same as: ids, times, secrets. */
const RELATED = /^\d{18}$|^\d{4}-\d\d-\d\dT[\d:.]+Z$|\{\{[^}]+\}\}/;
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/;

/** Knows for each recorded id, time and secret which one the server at hand has in its place. */
export class Relations {
  readonly #actual = new Map<string, string>();

  /** Says what stands for a recorded value. */
  set(recorded: string, actual: string): void {
    const before = this.#actual.get(recorded);
    assert.ok(before === undefined || before === actual, `${recorded} stands for two values`);
    for (const [other, taken] of this.#actual) {
      assert.ok(taken !== actual || other === recorded, `${recorded} and ${other} are one`);
    }
    this.#actual.set(recorded, actual);
  }

  /** What stands for a recorded value; it must be known by now. */
  get(recorded: string): string {
    const actual = this.#actual.get(recorded);
    assert.ok(actual !== undefined, `nothing stands for ${recorded} yet`);
    return actual;
  }

  /** A recorded text with what stands for its ids and secrets. */
  translated(text: string): string {
    return text.replace(/\{\{[^}]+\}\}|(?<!\d)\d{18}(?!\d)/g, (found) => this.get(found));
  }

  /** Compares a recorded JSON value with the server's, and learns what it sees for the first time. */
  compare(recorded: unknown, actual: unknown, where: string): void {
    if (typeof recorded === "string" && RELATED.test(recorded)) {
      assert.ok(typeof actual === "string" && actual.length > 0, where);
      assert.equal(TIME.test(actual), TIME.test(recorded), where);
      this.set(recorded, actual);
    } else if (typeof recorded === "object" && recorded !== null) {
      assert.ok(typeof actual === "object" && actual !== null, where);
      assert.deepEqual(Object.keys(actual).sort(), Object.keys(recorded).sort(), where);
      for (const [name, value] of Object.entries(recorded)) {
        this.compare(value, (actual as Record<string, unknown>)[name], `${where}/${name}`);
      }
    } else {
      assert.deepEqual(actual, recorded, where);
    }
  }

  /** Times must follow each other as the recorded ones do. */
  assertOrder(): void {
    const times = [...this.#actual]
      .filter(([recorded]) => TIME.test(recorded))
      .map(([a, b]) => [key(a), key(b)] as const);
    const sorted = times.toSorted(([one], [two]) => one.localeCompare(two)).map(([, actual]) => actual);
    assert.ok(sorted.length > 10);
    assert.deepEqual(sorted, sorted.toSorted());
  }
}

/** A time that compares as a text. */
function key(time: string): string {
  const [, seconds = "", fraction = ""] = TIME.exec(time) ?? [];
  return `${seconds}.${fraction.padEnd(9, "0")}`;
}
