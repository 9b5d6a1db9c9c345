import fc from "fast-check";
import type { Case, EntryStep, Step } from "../../contract/case.ts";
import type { RequirementId } from "../../contract/requirements/index.ts";
import { TRANSPORTS, type Transport } from "../../contract/transport.ts";
import { choice, seldom } from "./choice.ts";
import { base, type Generated, type Parts } from "./generated.ts";
import { storableSuffixes } from "./keys.ts";

/** An operation before the model knows whether it is possible. */
interface Operation {
  readonly do: "write" | "delete" | "read";
  readonly entry: number;
  readonly over: Transport | undefined;
  readonly value: Uint8Array;
}

/** Operations that begin at once; after them, what they changed may be read. */
interface Round {
  readonly operations: readonly Operation[];
  readonly isRead: boolean;
}

/** Keys that one sequence changes. */
const ENTRIES = 3;

const transports = fc.constantFrom(...TRANSPORTS);
const operations: fc.Arbitrary<Operation> = fc.record({
  do: fc.constantFrom<Operation["do"]>("write", "read", "delete"),
  entry: choice([2, fc.constant(0)], [1, fc.nat({ max: ENTRIES - 1 })]),
  over: seldom(2, transports),
  value: choice([6, fc.uint8Array({ maxLength: 24 })], [1, fc.uint8Array({ maxLength: 2000 })]),
});

const rounds: fc.Arbitrary<Round> = fc.record({
  operations: fc.array(operations, { minLength: 1, maxLength: 3 }),
  isRead: fc.boolean(),
});

/**
 * Store, replace, delete and read, in any order, over any transport, one after the other or at once: a model says what
 * each read must find. Only with users who may be changed.
 */
export const sequences: fc.Arbitrary<Generated> = fc
  .record({
    transport: transports,
    suffix: storableSuffixes,
    rounds: fc.array(rounds, { minLength: 1, maxLength: 6 }),
  })
  .map(({ transport, suffix, rounds: taken }) =>
    scenario(
      {
        group: "life",
        name: "sequence",
        title: "Every read finds what was stored last",
        transport,
        request: { key: `{fresh}${suffix}`, credential: "subject" },
        expect: { kind: "open" },
        requirements: LIFE,
      },
      stepsOf(taken),
    ),
  );

const LIFE: readonly RequirementId[] = [
  ...["GMM-1001", "GMM-1002", "GMM-1003", "GMM-1004", "GMM-1005", "GMM-1006", "GMM-1007", "GMM-1008"],
] as const satisfies readonly RequirementId[];

/** Two users ask for the same key in turns and at once. */
export const isolation: fc.Arbitrary<Generated> = fc
  .record({
    transport: transports,
    steps: fc.array(
      choice<Step>(
        [1, fc.integer({ min: 1, max: 6 }).map((times) => ({ do: "interleaved", times }))],
        [
          2,
          fc
            .record({ times: fc.integer({ min: 2, max: 24 }), over: fc.constantFrom<"one" | "all">("one", "all") })
            .map((options) => ({ do: "concurrent", ...options })),
        ],
      ),
      { minLength: 1, maxLength: 2 },
    ),
  })
  .map(({ transport, steps }) => together(transport, steps, ownerRequirement(steps)));

function ownerRequirement(steps: readonly Step[]): RequirementId {
  if (steps.every((step) => step.do === "interleaved")) return "GMM-1101";
  return steps.some((step) => step.do === "concurrent" && step.over === "all") ? "GMM-1103" : "GMM-1102";
}

/** A user of its own loses a token, or all access. */
export const revocations: fc.Arbitrary<Generated> = fc
  .record({ transport: transports, isDeactivated: fc.boolean() })
  .map(({ transport, isDeactivated }) =>
    together(
      transport,
      [
        { do: "authenticate", token: "first" },
        { do: "authenticate", token: "second" },
        { do: isDeactivated ? "deactivate" : "remove-token" },
        { do: "await-revocation", token: "first" },
        isDeactivated ? { do: "await-revocation", token: "second" } : { do: "authenticate", token: "second" },
      ],
      isDeactivated ? "GMM-1105" : "GMM-1104",
    ),
  );

function together(transport: Transport, steps: readonly Step[], own: RequirementId): Generated {
  const title = "Everyone gets their own, and nobody who lost access";
  const request = { key: "{key}", credential: "subject" } as const;
  const parts = { group: "isolation", name: "isolation", title, transport, request, expect: { kind: "open" } } as const;
  return scenario({ ...parts, requirements: [own] }, steps);
}

function scenario(parts: Parts, steps: readonly Step[]): Generated {
  const testCase: Case = { ...base(parts), kind: "scenario", steps };
  return { testCase, transport: parts.transport };
}

/** What a sequence has done so far. */
interface Model {
  /** Entries that were ever stored, and whether they are now. */
  readonly stored: Map<number, boolean>;
  /** Entries whose last change nobody has read. */
  readonly unread: Set<number>;
  /** What each entry held last. */
  readonly last: Map<number, Buffer>;
  writes: number;
}

/** The possible ones of the operations, each round at once, and a read of everything that is unread at the end. */
function stepsOf(rounds: readonly Round[]): readonly Step[] {
  const model: Model = { stored: new Map(), unread: new Set(), last: new Map(), writes: 0 };
  const steps = rounds.flatMap(({ operations: asked, isRead }) => [
    ...atOnce(roundOf(asked, model)),
    ...(isRead ? readsOf(model) : []),
  ]);
  const known = [...steps, ...readsOf(model)];
  return known.length === 0 ? [{ do: "write", value: "a" }, { do: "read" }] : known;
}

function atOnce(steps: readonly EntryStep[]): readonly Step[] {
  return steps.length > 1 ? [{ do: "together", steps }] : steps;
}

function readsOf({ unread }: Model): readonly Step[] {
  const entries = [...unread];
  unread.clear();
  return entries.map((entry) => at(entry, { do: "read" }));
}

/** Steps of one round touch each entry once, so that what each finds does not depend on which comes first. */
function roundOf(round: readonly Operation[], model: Model): readonly EntryStep[] {
  const seen = new Set<number>();
  return round.flatMap((operation) => {
    const { entry } = operation;
    if (seen.has(entry)) return [];
    seen.add(entry);
    return stepOf(operation, model);
  });
}

function stepOf({ do: what, entry, over, value }: Operation, model: Model): readonly EntryStep[] {
  const { stored, unread } = model;
  if (what === "read") {
    // A key that was never stored is as any other that is missing.
    if (!stored.has(entry)) return [];
    unread.delete(entry);
    return [at(entry, over === undefined ? { do: "read" } : { do: "read", over })];
  }
  if (what === "delete") {
    // What is not there cannot be deleted; and before its storing was read, nobody could tell the two states apart.
    if (stored.get(entry) !== true || unread.has(entry)) return [];
    stored.set(entry, false);
    unread.add(entry);
    return [at(entry, { do: "delete" })];
  }
  model.writes += 1;
  const bytes = valueOf(entry, value, model);
  stored.set(entry, true);
  unread.add(entry);
  model.last.set(entry, bytes);
  return [at(entry, { do: "write", value: bytes.toString("base64"), base64: true })];
}

/**
 * Each value is another one, as some releases do not write what is there already, and a slow projection shows an old one; but
 * what was deleted, and was seen to be gone, may be stored again as it was.
 */
function valueOf(entry: number, value: Uint8Array, { stored, unread, last, writes }: Model): Buffer {
  const isGone = stored.get(entry) === false && !unread.has(entry);
  const before = isGone && value.length % 2 === 0 ? last.get(entry) : undefined;
  return before ?? Buffer.from([...value, writes]);
}

function at(entry: number, step: EntryStep): EntryStep {
  return entry === 0 ? step : { ...step, entry };
}
