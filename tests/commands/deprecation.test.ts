import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { runBaseline } from "../../src/cli/baseline-job.ts";
import { runDrift } from "../../src/cli/drift-job.ts";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { openReference } from "../../src/servers/reference/open.ts";
import { runConformance } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { readStatementText } from "../support/statement-text.ts";

/** Every answer says since when the operation is deprecated, and when it ends. */
const announcing: Behaviour = {
  wire: (wire) => ({
    ...wire,
    headers: [...wire.headers, ["deprecation", "@1688169599"], ["sunset", "Sun, 31 Jan 2027 23:59:59 GMT"]],
  }),
};

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

test("drift names what a new release announces as risky, and lets the upgrade pass", async (t) => {
  const { server, descriptor, close } = await openReference();
  t.after(close);
  const env = { ZITADEL_BASE_URL: descriptor.baseUrl, ZITADEL_TOKEN: descriptor.tokens.subject ?? "" };
  const said: string[] = [];
  const surroundings = { env, stdout: (text: string) => said.push(text), stderr: (text: string) => said.push(text) };
  const old = join(scratchFolder(), "old.json");
  assert.equal(await runBaseline(["--out", old], surroundings), 0, said.join("\n"));
  server.setBehaviours([announcing]);
  assert.equal(await runDrift([old, "live"], surroundings), 0, said.join("\n"));
  const rows = said.join("\n").match(/^ {2}DRIFT-\d+ \S+ {2}header (deprecation|sunset)$/gm) ?? [];
  assert.equal(rows.length, 2, said.join("\n"));
  assert.match(said.join("\n"), /^risky\n {2}DRIFT-/m);
});
