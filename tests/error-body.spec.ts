import { casesOf } from "../src/cases/index.ts";
import { test } from "./fixtures.ts";
import { tags, title } from "./names.ts";

/** What every error must look like, in every media type. */
for (const testCase of casesOf("error-body")) {
  test(title(testCase), tags(testCase), async ({ check }) => {
    await check(testCase);
  });
}
