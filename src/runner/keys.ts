import { randomBytes } from "node:crypto";
import type { TokenName, Expectation } from "../contract/case.ts";
import type { StoredState } from "../checks/check.ts";
import type { StoredEntry, TargetDescriptor } from "../target/descriptor.ts";

/** Puts the target's own keys into a template of a case: `{key}`, `{KEY}`, `{prefix}`, `{missing}`. */
export function resolveKey(template: string, descriptor: TargetDescriptor): string {
  // Most keys are no templates.
  if (!template.includes("{")) return template;
  return template
    .replaceAll("{key}", () => descriptor.key)
    .replaceAll("{KEY}", () => swapCase(descriptor.key))
    .replaceAll("{prefix}", () => [...descriptor.key].slice(0, -1).join(""))
    .replaceAll("{missing}", () => descriptor.missingKey);
}

/** As resolveKey, with a new key in place of `{fresh}`: what an earlier run left under a key must not be met. */
export function freshKey(template: string, descriptor: TargetDescriptor): string {
  return resolveKey(template, descriptor).replaceAll("{fresh}", () => `fresh-${randomBytes(6).toString("hex")}`);
}

function swapCase(text: string): string {
  return [...text]
    .map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()))
    .join("");
}

/** What is known of a key of the user whose token is sent. */
export function storedStateOf(descriptor: TargetDescriptor, owner: TokenName, key: string): StoredState {
  const entries = owner === "other" ? descriptor.storedByOther : descriptor.stored;
  const entry = entries.find((candidate) => candidate.key === key);
  if (entry !== undefined) return stateOf(entry);
  return descriptor.complete || key === descriptor.missingKey ? { kind: "missing" } : { kind: "unknown" };
}

/** Decoded once: the same entries are asked for in every case. */
const decoded = new WeakMap<StoredEntry, StoredState>();

function stateOf(entry: StoredEntry): StoredState {
  const known = decoded.get(entry);
  if (known !== undefined) return known;
  const storedState: StoredState =
    entry.value === null ? { kind: "present" } : { kind: "value", value: Buffer.from(entry.value, "base64") };
  decoded.set(entry, storedState);
  return storedState;
}

/**
 * What to expect where nobody knows whether the user has the key: on a live instance a case that expects it missing
 * takes an answer for exactly the key asked for too.
 */
export function expectationFor(
  expectation: Expectation,
  storedState: StoredState,
  credentialIsGood: boolean,
): Expectation {
  const expectsMissing =
    expectation.kind === "error" && expectation.codes.length === 1 && expectation.codes[0] === "NOT_FOUND";
  return expectsMissing && credentialIsGood && storedState.kind === "unknown"
    ? { kind: "stored-or-missing" }
    : expectation;
}
