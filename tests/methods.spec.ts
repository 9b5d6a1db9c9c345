import { casesOf } from "../src/cases/index.ts";
import { test } from "./fixtures.ts";
import { tags, title } from "./names.ts";

/** Methods other than the documented one: refused properly, and without effect. */
for (const testCase of casesOf("methods")) {
  test(title(testCase), tags(testCase), async ({ check }) => {
    await check(testCase);
  });
}
