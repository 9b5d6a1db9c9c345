import { casesOf } from "../src/cases/index.ts";
import { test } from "./fixtures.ts";
import { tags, title } from "./names.ts";

/** A value that is created, changed and deleted, and what every transport says of it in between. */
for (const testCase of casesOf("life")) {
  test(title(testCase), tags(testCase), async ({ check }) => {
    await check(testCase);
  });
}
