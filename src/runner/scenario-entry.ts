import type { ExpectedValue, ScenarioAnswer } from "../checks/check.ts";

/** What a scenario knows of one key of its user. */
export interface Entry {
  readonly number: number;
  readonly key: string;
  expected: ExpectedValue;
  /** What was expected before each change that no read has shown yet: a slow projection may still answer any of it. */
  before: readonly ExpectedValue[];
  changes: number;
  lastChange?: NonNullable<ScenarioAnswer["lastChange"]>;
}

/** Notes a change of an entry, after which something else is expected. */
export function change(
  entry: Entry,
  expected: ExpectedValue,
  lastChange: NonNullable<ScenarioAnswer["lastChange"]>,
): void {
  Object.assign(entry, { before: [...entry.before, entry.expected], expected, lastChange, changes: entry.changes + 1 });
}
