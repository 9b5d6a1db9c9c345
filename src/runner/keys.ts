import { randomBytes } from "node:crypto";
import type { TokenName, Expectation } from "../contract/case.ts";
import type { Holding } from "../checks/check.ts";
import type { StoredEntry, TargetFacts } from "../target/descriptor.ts";

/** Puts the target's own keys into a template of a case: `{key}`, `{KEY}`, `{prefix}`, `{missing}`. */
export function resolveKey(template: string, facts: TargetFacts): string {
  return template
    .replaceAll("{key}", () => facts.key)
    .replaceAll("{KEY}", () => swapCase(facts.key))
    .replaceAll("{prefix}", () => [...facts.key].slice(0, -1).join(""))
    .replaceAll("{missing}", () => facts.missingKey);
}

/** As resolveKey, with a new key in place of `{fresh}`: what an earlier run left under a key must not be met. */
export function freshKey(template: string, facts: TargetFacts): string {
  return resolveKey(template, facts).replaceAll("{fresh}", () => `fresh-${randomBytes(6).toString("hex")}`);
}

function swapCase(text: string): string {
  return [...text]
    .map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()))
    .join("");
}

/** What is known of a key of the user whose token is sent. */
export function holdingOf(facts: TargetFacts, owner: TokenName, key: string): Holding {
  const entries = owner === "other" ? facts.storedByOther : facts.stored;
  const entry = entries.find((candidate) => candidate.key === key);
  if (entry !== undefined) return held(entry);
  return facts.complete || key === facts.missingKey ? { kind: "missing" } : { kind: "unknown" };
}

/** Decoded once: the same entries are asked for in every case. */
const decoded = new WeakMap<StoredEntry, Holding>();

function held(entry: StoredEntry): Holding {
  const known = decoded.get(entry);
  if (known !== undefined) return known;
  const holding: Holding =
    entry.value === null ? { kind: "held" } : { kind: "value", value: Buffer.from(entry.value, "base64") };
  decoded.set(entry, holding);
  return holding;
}

/**
 * What to expect where nobody knows whether the user has the key: on a live instance a case that expects it missing
 * takes an answer for exactly the key asked for too.
 */
export function expectationFor(expectation: Expectation, holding: Holding, credentialIsGood: boolean): Expectation {
  const expectsMissing =
    expectation.kind === "error" && expectation.codes.length === 1 && expectation.codes[0] === "NOT_FOUND";
  return expectsMissing && credentialIsGood && holding.kind === "unknown" ? { kind: "stored-or-missing" } : expectation;
}
