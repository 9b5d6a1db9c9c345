import { casesOf } from "../src/cases/index.ts";
import { test } from "./fixtures.ts";
import { tags, title } from "./names.ts";

/** A user's own cases, from their configuration. */
for (const testCase of casesOf("own")) {
  test(title(testCase), tags(testCase), async ({ check }) => {
    await check(testCase);
  });
}
