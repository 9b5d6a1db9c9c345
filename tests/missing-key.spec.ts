import { casesOf } from "../src/cases/index.ts";
import { test } from "./fixtures.ts";
import { tags, title } from "./names.ts";

/** A key that the user does not have, however near it is to one that he has. */
for (const testCase of casesOf("missing-key")) {
  test(title(testCase), tags(testCase), async ({ check }) => {
    await check(testCase);
  });
}
