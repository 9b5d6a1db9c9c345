import { casesOf } from "../src/cases/index.ts";
import { test } from "./fixtures.ts";
import { tags, title } from "./names.ts";

/** One key over every transport: the same metadata, the same error. */
for (const testCase of casesOf("parity")) {
  test(title(testCase), tags(testCase), async ({ check }) => {
    await check(testCase);
  });
}
