import type { Check, CheckInput, Finding } from "../checks/check.ts";
import { BlockedError } from "../errors.ts";

/** A user's check that says which one it is when it throws, or returns what no check returns. */
export function namedCheck(id: string, check: Check): Check {
  return (input) => {
    const finding = resultOf(id, check, input);
    if (isFinding(finding)) return finding;
    const what = finding instanceof Promise ? "a promise, so that nobody waits for it" : "something else";
    throw new BlockedError(
      `The check of ${id} returns ${what}: let it return PASS, violation(where, expected, actual, seen) or nothing("why").`,
    );
  };
}

function resultOf(id: string, check: Check, input: CheckInput): unknown {
  try {
    return check(input);
  } catch (error) {
    const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n", 1);
    throw new BlockedError(`The check of ${id} throws an error (${line}): correct it in the configuration.`);
  }
}

function isFinding(value: unknown): value is Finding {
  if (Array.isArray(value)) return value.every(isViolation);
  return typeof value === "object" && value !== null && "nothing" in value && isReason(value.nothing);
}

function isViolation(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { where, expected, actual, seen } = value as Readonly<Record<string, unknown>>;
  return [where, expected, actual, seen].every((each) => typeof each === "string");
}

function isReason(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
