import { casesOf } from "../src/cases/index.ts";
import { test } from "./fixtures.ts";
import { tags, title } from "./names.ts";

/** A key that the user has: status, media type, shape, every member, and the value to the byte. */
for (const testCase of casesOf("success")) {
  test(title(testCase), tags(testCase), async ({ check }) => {
    await check(testCase);
  });
}
