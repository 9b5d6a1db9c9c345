import { casesOf } from "../src/cases/index.ts";
import { test } from "./fixtures.ts";
import { tags, title } from "./names.ts";

/** Keys of every form: reserved characters, dot segments, other scripts, the longest and the too long. */
for (const testCase of casesOf("key-forms")) {
  test(title(testCase), tags(testCase), async ({ check }) => {
    await check(testCase);
  });
}
