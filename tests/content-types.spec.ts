import { casesOf } from "../src/cases/index.ts";
import { test } from "./fixtures.ts";
import { tags, title } from "./names.ts";

/** What the documented media types give, in Accept and in Content-Type. */
for (const testCase of casesOf("content-types")) {
  test(title(testCase), tags(testCase), async ({ check }) => {
    await check(testCase);
  });
}
