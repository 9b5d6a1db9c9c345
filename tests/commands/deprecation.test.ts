import assert from "node:assert/strict";
import { test } from "node:test";
import { openReference } from "../../src/servers/reference/open.ts";
import { announcing } from "../support/announcing.ts";
import { runConformance } from "../support/run-command.ts";
import { readStatementText } from "../support/statement-text.ts";

test("a run notes once each when the operation is deprecated and when it ends, and stays green", async (t) => {
  const { server, descriptor, close } = await openReference();
  t.after(close);
  server.setBehaviours([announcing]);
  const env = { ZITADEL_BASE_URL: descriptor.baseUrl, ZITADEL_TOKEN: descriptor.tokens.subject ?? "" };
  const { code, stdout, stderr, files } = await runConformance(
    env,
    "--grep",
    "success/text|missing-key/nobody",
    "--project",
    "rest",
  );
  assert.equal(code, 0, stdout + stderr);
  assert.deepEqual(stdout.match(/^(Deprecation|Sunset): .*$/gm), [
    "Deprecation: answers announce that the operation is deprecated, as of 2023-06-30 (RFC 9745).",
    "Sunset: answers announce that the operation ends, on 2027-01-31 (RFC 8594).",
  ]);
  const { announced } = readStatementText(files.get("conformance.json") ?? "");
  assert.deepEqual(
    announced.map(({ field, date }) => [field, date]),
    [
      ["deprecation", "2023-06-30T23:59:59.000Z"],
      ["sunset", "2027-01-31T23:59:59.000Z"],
    ],
  );
});
