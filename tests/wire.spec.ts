import { casesOf } from "../src/cases/index.ts";
import { test } from "./fixtures.ts";
import { tags, title } from "./names.ts";

/** The gRPC and gRPC-Web wire formats: status, frames, trailers, deadlines, CORS. */
for (const testCase of casesOf("wire")) {
  test(title(testCase), tags(testCase), async ({ check }) => {
    await check(testCase);
  });
}
