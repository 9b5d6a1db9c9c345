import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runCleanup } from "../../src/cli/cleanup-job.ts";
import { SettingError } from "../../src/errors.ts";
import { openReference } from "../../src/servers/reference/open.ts";
import { FAULTS } from "../../src/mutation/faults/index.ts";
import { withHeader } from "../../src/mutation/circumstances/answers.ts";
import { field } from "../../src/servers/http/request.ts";
import { loadConfiguration } from "../../src/settings/load-configuration.ts";
import { startLive, userNames } from "../support/live-server.ts";
import { runConformance, startCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { runToCount } from "../support/exploring.ts";
import { replay } from "../support/replaying.ts";

test("a live target without an administrator is only read, and its token is never printed", async () => {
  const target = await openReference();
  const methods = new Set<string>();
  target.server.setBehaviours([
    {
      raw: (raw) => {
        methods.add(raw.target.startsWith("/zitadel.") ? "RPC" : raw.method);
        return raw;
      },
    },
    ...FAULTS.filter(({ id }) => id === "errors/leaks-token").map(({ behaviour }) => behaviour),
    // A violation quotes the media type.
    {
      wire: (wire, { call: { raw } }) => withHeader(wire, "content-type", `text/${field(raw, "authorization") ?? ""}`),
    },
  ]);
  const token = target.descriptor.tokens.subject ?? "";
  const folder = scratchFolder();
  const env = {
    ZITADEL_BASE_URL: target.descriptor.baseUrl,
    ZITADEL_TOKEN: token,
    CONFORMANCE_OUT: join(folder, "conformance.json"),
    SAVED_CASES: join(folder, "saved"),
  };
  const { code, stdout, stderr } = await runToCount(["--seed", "2", "--count", "64", "--save"], env);
  await target.close();
  assert.equal(code, 1, stdout + stderr);
  assert.match(stdout, /only reads, as no administrator was given/);
  assert.match(stdout, /GMM-0507 MUST/);
  const stored = readFileSync(join(folder, "failures-explore.json"), "utf8");
  assert.match(stored, /GMM-0507/);
  const saved = readdirSync(env.SAVED_CASES).map((name) => readFileSync(join(env.SAVED_CASES, name), "utf8"));
  assert.ok(saved.length > 0, String(saved.length));
  for (const text of [stdout, stored, ...saved]) assert.equal(text.includes(token.slice(0, 20)), false);
  assert.deepEqual([...methods].sort(), ["GET", "HEAD", "OPTIONS", "RPC"]);
});

test("with an administrator sequences change a user of the run's own, who is gone afterwards", async () => {
  const target = await openReference();
  const before = [...target.server.state.users.values()].length;
  const env = {
    ZITADEL_BASE_URL: target.descriptor.baseUrl,
    ZITADEL_ADMIN_TOKEN: target.adminToken,
    PROVISIONING_JOURNAL: join(scratchFolder(), "journals"),
  };
  const wrong = FAULTS.filter(({ id }) => id === "scenario/stored-cut").map(({ behaviour }) => behaviour);
  target.server.setBehaviours(wrong);
  const { code, stdout, stderr } = await runToCount(["--seed", "3", "--count", "64"], env);
  const after = [...target.server.state.users.values()].length;
  await target.close();
  assert.equal(code, 1, stdout + stderr);
  assert.match(stdout, /\nFinding 1 of \d: store [^\n]+\n(?:.*\n)*? {2}steps {5}store \d bytes, read\n/);
  assert.match(stdout, /GMM-1001 MUST/);
  assert.equal(after, before);
});

test("a saved finding is a case of the main job, and its stored failure can be replayed", async () => {
  const target = await openReference();
  target.server.setBehaviours(
    FAULTS.filter(({ id }) => id === "errors/code-is-status").map(({ behaviour }) => behaviour),
  );
  const folder = scratchFolder();
  const env = {
    ZITADEL_BASE_URL: target.descriptor.baseUrl,
    ZITADEL_TOKEN: target.descriptor.tokens.subject ?? "",
    SAVED_CASES: join(folder, "cases"),
    CONFORMANCE_OUT: join(folder, "conformance.json"),
  };
  const { code, stdout } = await runToCount(["--seed", "1", "--count", "64", "--transport", "rest", "--save"], env);
  assert.equal(code, 1, stdout);
  const [, path = ""] = /^saved (.*)$/m.exec(stdout) ?? [];
  const saved = JSON.parse(readFileSync(path, "utf8")) as { readonly id: string };
  assert.match(saved.id, /^own\/gmm-\d{4}-rest-[0-9a-f]{8}$/);

  const ran = await runConformance(env, "--grep", `${saved.id} `);
  assert.equal(ran.code, 1, ran.stdout + ran.stderr);
  assert.match(ran.stdout, /GMM-0503 MUST/);
  const [, id = ""] = /npm run replay -- ([0-9a-f]{8})/.exec(stdout) ?? [];
  const stored = ["--from", join(folder, "failures-explore.json")];
  const [failing, failingText] = await replay(env, id, ...stored);
  assert.equal(failing, 1, failingText);
  target.server.setBehaviours([]);
  const [fixed, fixedText] = await replay(env, id, ...stored);
  assert.equal(fixed, 0, fixedText);
  await target.close();

  writeFileSync(path, "{}");
  await assert.rejects(
    loadConfiguration(env),
    (error) =>
      error instanceof SettingError &&
      /^The saved case \S+ does not fit schemas\/saved-case\.schema\.json \([^\n]+$/.test(error.message),
  );
});

test("a killed exploration leaves nothing that cleanup does not remove", async (t) => {
  const live = await startLive(t);
  const before = userNames(live);
  const { child, ended } = startCommand("explore", live.env, "--seed", "3", "--seconds", "600");
  let isKilled = false;
  let deletions = 0;
  live.server.server.setBehaviours([
    {
      // Only a sequence deletes a key.
      call: (call) => {
        if (call.route.kind === "management" && call.route.operation === "removeUserMetadata") deletions += 1;
        if (deletions === 3) isKilled = child.kill("SIGKILL");
        return call;
      },
      // A loaded machine takes a while to end a process: until then the server does not answer.
      wire: (wire) => (isKilled ? { ...wire, delay: 15_000 } : wire),
    },
  ]);
  const { code, stdout } = await ended;
  live.server.server.setBehaviours([]);
  assert.equal(code, null, stdout);
  assert.equal(userNames(live).length > before.length, true);
  const said: string[] = [];
  const env = { ...live.env, PROJECTION_TIMEOUT_MS: "1000" };
  assert.equal(await runCleanup([], env, (line) => said.push(line)), 0, said.join("\n"));
  assert.deepEqual(userNames(live), before);
});
