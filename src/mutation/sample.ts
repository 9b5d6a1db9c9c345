/** A share of a list, at least one item, the same for the same seed, in the list's order. */
export function sample<Item>(items: readonly Item[], share: number, seed: number): readonly Item[] {
  const random = generator(seed);
  const drawn = items.map((item, at) => ({ item, at, draw: random() }));
  const size = Math.max(1, Math.round(items.length * share));
  const kept = drawn.sort((left, right) => left.draw - right.draw).slice(0, size);
  return kept.sort((left, right) => left.at - right.at).map(({ item }) => item);
}

/** Numbers from 0 to 1 that a seed determines (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
