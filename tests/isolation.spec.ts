import { casesOf } from "../src/cases/index.ts";
import { test } from "./fixtures.ts";
import { tags, title } from "./names.ts";

/** Nobody ever gets another user's value, and who loses access is no longer served. */
for (const testCase of casesOf("isolation")) {
  test(title(testCase), tags(testCase), async ({ check }) => {
    await check(testCase);
  });
}
