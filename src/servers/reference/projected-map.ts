/** How far reads lag behind writes, as the vendor's projections do. It may be changed at any time. */
export interface Lag {
  /** Milliseconds until reads show a change; with 0 they show it at once, and nothing is logged. */
  delay: number;
  /** True when tokens, client secrets and keys lag too, and not only what is read. */
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

/** A map that knows what it held a while ago: writers use it as any map, readers see it as the lag has it. */
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
