import { casesOf } from "../src/cases/index.ts";
import { test } from "./fixtures.ts";
import { tags, title } from "./names.ts";

/** No token, a wrong one, one that is wrongly written, and somebody else's. */
for (const testCase of casesOf("bad-token")) {
  test(title(testCase), tags(testCase), async ({ check }) => {
    await check(testCase);
  });
}
