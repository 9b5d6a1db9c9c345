/** How far reads lag behind writes, like the vendor's projections. May change at any time. */
export interface Lag {
  /** Milliseconds until reads show a change; 0 shows it at once and logs nothing. */
  delay: number;
  /** True when tokens, client secrets and keys lag too, not only reads. */
  tokens: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/** A change that reads do not show yet. */
interface Hidden<K, V> {
  readonly key: K;
  /** What reads still show; undefined when there was nothing. */
  readonly before: V | undefined;
  /** When the change becomes visible, in milliseconds since the Unix epoch. */
  readonly visible: number;
}

/** A map that remembers its recent past: writers see the current state, readers the state before the lag. */
export class ProjectedMap<K, V> extends Map<K, V> {
  readonly #lag: Lag;
  #hidden: readonly Hidden<K, V>[] = [];

  constructor(lag: Lag) {
    super();
    this.#lag = lag;
  }

  override set(key: K, value: V): this {
    this.#hide(key);
    return super.set(key, value);
  }

  override delete(key: K): boolean {
    this.#hide(key);
    return super.delete(key);
  }

  /** What reads show under a key. */
  seen(key: K): V | undefined {
    const first = this.#stillHidden().find((change) => change.key === key);
    return first === undefined ? this.get(key) : first.before;
  }

  /** Everything that reads show. */
  allSeen(): V[] {
    const hidden = this.#stillHidden();
    if (hidden.length === 0) return [...this.values()];
    const keys = new Set([...this.keys(), ...hidden.map(({ key }) => key)]);
    return [...keys].map((key) => this.seen(key)).filter((value) => value !== undefined);
  }

  #hide(key: K): void {
    const { delay, now } = this.#lag;
    if (delay > 0) this.#hidden = [...this.#stillHidden(), { key, before: this.get(key), visible: now() + delay }];
  }

  #stillHidden(): readonly Hidden<K, V>[] {
    if (this.#hidden.length > 0) {
      const now = this.#lag.now();
      this.#hidden = this.#hidden.filter(({ visible }) => visible > now);
    }
    return this.#hidden;
  }
}
