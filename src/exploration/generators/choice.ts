import fc from "fast-check";

/** One of several generators, shrunk towards the first. */
export function choice<Value>(...choices: readonly (readonly [weight: number, of: fc.Arbitrary<Value>])[]) {
  return fc.oneof({ withCrossShrink: true }, ...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

/** Mostly nothing, once in so many times a value. Shrunk to nothing, whatever else was shrunk before. */
export function seldom<Value>(times: number, arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  const draw = fc.noBias(fc.nat({ max: times - 1 }));
  return fc.tuple(draw, arbitrary).map(([drawn, value]) => (drawn === times - 1 ? value : undefined));
}
