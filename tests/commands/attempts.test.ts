import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import { openReference } from "../../src/servers/reference/open.ts";
import { preflight } from "../../src/bootstrap/preflight.ts";
import { ENOUGH_TIME } from "../support/enough-time.ts";
import { liveDescriptorFor } from "../support/live-descriptor.ts";
import { builtSuite, startCommand, type CommandRun } from "../support/run-command.ts";
import { readStatementText } from "../support/statement-text.ts";

/** A server that leaves the media type out of the first REST answer after the preflight, and answers the rest as it should. */
async function unsteadyServer(t: TestContext): Promise<Readonly<Record<string, string>>> {
  const target = await openReference();
  t.after(() => target.close());
  const { baseUrl, tokens, key } = target.descriptor;
  let calls = 0;
  let odd = Infinity;
  target.server.setBehaviours([
    {
      wire: (wire, { call: { transport } }) => {
        if (transport !== "rest" || (calls += 1) !== odd) return wire;
        return { ...wire, headers: wire.headers.filter(([name]) => name !== "content-type") };
      },
    },
  ]);
  await preflight(liveDescriptorFor({ baseUrl, token: tokens.subject ?? "", key }, ENOUGH_TIME));
  odd = calls + 1;
  calls = 0;
  return { ZITADEL_BASE_URL: baseUrl, ZITADEL_TOKEN: tokens.subject ?? "", ZITADEL_METADATA_KEY: key };
}

function assertViolationStays({ code, stdout, stderr, files }: CommandRun): void {
  assert.equal(code, 1, stdout + stderr);
  assert.match(stdout, /^Unstable: \d+ judgements? not the same in every attempt, .*\(success\/text rest\)\.$/m);
  assert.match(stdout, /^Violations:\n {2}GMM-/m);
  assert.equal(stdout.trimEnd().split("\n").at(-1), "0 passed, 1 failed, 0 skipped");
  const { results, summary, unstable } = readStatementText(files.get("conformance.json") ?? "");
  assert.ok(summary.fail > 0, String(summary.fail));
  assert.equal(
    results.some(({ verdict, unstable: isUnstable }) => verdict === "fail" && isUnstable === true),
    true,
  );
  assert.equal(unstable, results.filter((row) => row.unstable === true).length);
}

describe("a violation that is seen once in several attempts", { concurrency: 2 }, () => {
  const test1 = ["--grep", "success/text", "--project", "rest", "--workers", "1"];

  // Of three attempts the first fails: a retry that replaced it would hide it, and so would a repetition.
  test("stays with --retries and --repeat-each", async (t) => {
    const more = ["--retries", "1", "--repeat-each", "2"];
    assertViolationStays(await startCommand("conformance", await unsteadyServer(t), ...test1, ...more).ended);
  });

  test("fails a run of plain Playwright, which would call the test flaky", async (t) => {
    const built = await builtSuite();
    const env = { ...(await unsteadyServer(t)), ...built.env };
    const options = [...built.config, ...test1, "--retries=1", `--reporter=dot,${built.reporter}`];
    assertViolationStays(await startCommand("playwright", env, ...options).ended);
  });
});
