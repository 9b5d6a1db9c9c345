import assert from "node:assert/strict";

/** Values that differ between servers while their equalities do not: ids, times, secrets. */
const RELATED = /^\d{18}$|^\d{4}-\d\d-\d\dT[\d:.]+Z$|\{\{[^}]+\}\}/;
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/;

/** Maps each recorded id, time and secret to the tested server's. */
export class Relations {
  readonly #actual = new Map<string, string>();

  /** Sets the counterpart of a recorded value. */
  set(recorded: string, actual: string): void {
    const before = this.#actual.get(recorded);
    assert.ok(before === undefined || before === actual, `${recorded} stands for two values`);
    for (const [other, taken] of this.#actual) {
      assert.ok(taken !== actual || other === recorded, `${recorded} and ${other} are one`);
    }
    this.#actual.set(recorded, actual);
  }

  /** The counterpart of a recorded value, which must be known. */
  get(recorded: string): string {
    const actual = this.#actual.get(recorded);
    assert.ok(actual !== undefined, `nothing stands for ${recorded} yet`);
    return actual;
  }

  /** A recorded text with the counterparts of its ids and secrets. */
  translated(text: string): string {
    return text.replace(/\{\{[^}]+\}\}|(?<!\d)\d{18}(?!\d)/g, (found) => this.get(found));
  }

  /** Compares a recorded JSON value with the server's, and learns new counterparts. */
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

  /** Times must have the same order as the recorded ones. */
  assertOrder(): void {
    const times = [...this.#actual]
      .filter(([recorded]) => TIME.test(recorded))
      .map(([a, b]) => [key(a), key(b)] as const);
    const sorted = times.toSorted(([one], [two]) => one.localeCompare(two)).map(([, actual]) => actual);
    assert.ok(sorted.length > 10, String(sorted.length));
    assert.deepEqual(sorted, sorted.toSorted());
  }
}

/** A time in a form that sorts as text. */
function key(time: string): string {
  const [, seconds = "", fraction = ""] = TIME.exec(time) ?? [];
  return `${seconds}.${fraction.padEnd(9, "0")}`;
}
