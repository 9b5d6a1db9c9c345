import fc from "fast-check";

/** One of several generators, and how often it is drawn. */
type Weighted<Item> = readonly [weight: number, of: fc.Arbitrary<Item>];

/** What a drawn value needs to be shrunk. */
interface Context {
  readonly chosen: fc.Arbitrary<unknown>;
  readonly inner: unknown;
  /** Draws the value of the first generator that may take its place. */
  readonly fallback: fc.Random;
}

/**
 * One of several generators. A value is shrunk towards the first generator at any time; fast-check's own `oneof` tries
 * that only before anything else was shrunk.
 */
class Choice<Item> extends fc.Arbitrary<Item> {
  readonly #choices: readonly Weighted<Item>[];
  readonly #total: number;

  constructor(choices: readonly Weighted<Item>[]) {
    super();
    this.#choices = choices;
    this.#total = choices.reduce((sum, [weight]) => sum + weight, 0);
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Item> {
    let left = random.nextInt(1, this.#total);
    const chosen = this.#choices.find(([weight]) => (left -= weight) <= 0);
    if (chosen === undefined) throw new Error("A choice without choices");
    return drawn(chosen[1], chosen[1].generate(random, bias), random.clone());
  }

  override canShrinkWithoutContext(value: unknown): value is Item {
    return this.#choices.some(([, each]) => each.canShrinkWithoutContext(value));
  }

  override shrink(value: Item, context: unknown): fc.Stream<fc.Value<Item>> {
    if (context === undefined) {
      const own = this.#choices.find(([, each]) => each.canShrinkWithoutContext(value));
      return own?.[1].shrink(value, undefined) ?? fc.Stream.nil();
    }
    const { chosen, inner, fallback } = context as Context;
    const [first] = this.#choices;
    const own = (chosen as fc.Arbitrary<Item>)
      .shrink(value, inner)
      .map((smaller) => drawn(chosen as fc.Arbitrary<Item>, smaller, fallback));
    if (first === undefined || first[1] === chosen) return own;
    return fc.Stream.of(drawn(first[1], first[1].generate(fallback.clone(), undefined), fallback)).join(own);
  }
}

function drawn<Item>(chosen: fc.Arbitrary<Item>, value: fc.Value<Item>, fallback: fc.Random): fc.Value<Item> {
  const context: Context = { chosen, inner: value.context, fallback };
  return new fc.Value(value.value, context);
}

/** One of several generators, shrunk towards the first. */
export function choice<Item>(...choices: readonly Weighted<Item>[]): fc.Arbitrary<Item> {
  return new Choice(choices);
}

/** Mostly nothing, once in so many times a value. Shrunk to nothing. */
export function seldom<Item>(times: number, arbitrary: fc.Arbitrary<Item>): fc.Arbitrary<Item | undefined> {
  return choice<Item | undefined>([times - 1, fc.constant(undefined)], [1, arbitrary]);
}
