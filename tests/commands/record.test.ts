import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { runRecord } from "../../src/cli/record-job.ts";
import { managementFault } from "../../src/mutation/faults/management/index.ts";
import type { Row } from "../../src/runner/result.ts";
import { readRecording } from "../../src/servers/recording/format.ts";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { PROFILES, type Profile } from "../../src/servers/reference/profiles/profile.ts";
import { publishedDocument } from "../../src/servers/reference/published.ts";
import { readKnownDeviations } from "../../src/settings/read-known-deviations.ts";
import { compareAnswer, replayAdmin } from "../support/admin-replay.ts";
import { reduced } from "../support/contract-documents.ts";
import { recordingPath } from "../support/drift-recordings.ts";
import { judgedWithList, judgeRecording } from "../support/judged-recordings.ts";
import { echoing } from "../support/leaky-behaviours.ts";
import { startLive, userNames, type LiveServer } from "../support/live-server.ts";
import { replayOnProfile } from "../support/profile-replay.ts";
import { startCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { assertNoSecret, secretsSpy } from "../support/recorded-secrets.ts";
const known = readKnownDeviations();
const profile = PROFILES.find(({ version }) => version === "4.0.0");
assert.ok(profile, "profile is missing");

interface Recorded {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Path of each file by its form. */
  readonly files: Readonly<Record<"recordings" | "admin" | "openapi", string>>;
}

/** Records a server that acts as a real instance, into a separate folder. */
async function record(live: LiveServer, env: Readonly<Record<string, string>> = {}): Promise<Recorded> {
  const folder = scratchFolder();
  const path = (form: string): string => join(folder, form, "zitadel-v4.0.0.json");
  const files = { recordings: path("recordings"), admin: path("admin"), openapi: path("openapi") };
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const code = await runRecord(["--out", files.recordings], {
    env: { ...live.env, ZITADEL_VERSION: "4.0.0", ...env },
    stdout: (text) => stdout.push(text),
    stderr: (text) => stderr.push(text),
  });
  return { code, files, stdout: stdout.join("\n"), stderr: stderr.join("\n") };
}

/** Rows by their case, transport and requirement. */
function byPlace(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [`${row.case} ${row.transport} ${row.requirement}`, row]));
}

function bad(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ verdict }) => ["fail", "deviation", "stale", "blocked"].includes(verdict));
}

/** A verdict with the deviations that explain it. */
function shown({ verdict, reason = "" }: Row): string {
  return [verdict, ...(verdict === "known" ? (reason.match(/KD-\d+/g) ?? []) : [])].join(" ");
}

async function liveOf(t: TestContext, secrets: Set<string>, ...behaviours: readonly Behaviour[]): Promise<LiveServer> {
  const live = await startLive(t);
  live.server.server.setBehaviours([...behaviours, secretsSpy(secrets)]);
  return live;
}

async function recordWith(t: TestContext, secrets: Set<string>, of: Pick<Profile, "behaviours">): Promise<Recorded> {
  const live = await liveOf(t, secrets, ...of.behaviours);
  const before = userNames(live);
  const recorded = await record(live);
  assert.equal(recorded.code, 0, recorded.stderr);
  assert.equal(recorded.stderr, "");
  assert.doesNotMatch(recorded.stdout, /not sent/);
  assert.deepEqual(userNames(live), before);
  assert.deepEqual(readdirSync(live.journal), []);
  return recorded;
}

/** Asserts that the new recording has every verdict of the real release's recording. */
async function assertJudgedAlike(path: string): Promise<void> {
  const { rows } = await judgeRecording(path, known);
  assert.deepEqual(bad(rows), []);
  const now = byPlace(rows);
  let compared = 0;
  for (const [place, row] of byPlace((await judgedWithList(recordingPath("4.0.0"))).rows)) {
    const other = now.get(place);
    assert.ok(other !== undefined, place);
    if (row.verdict === "skipped") continue;
    assert.equal(shown(other), shown(row), place);
    compared += 1;
  }
  assert.ok(compared > 2000, String(compared));
}

// Each test waits a few seconds for tokens to expire.
describe("npm run record", { concurrency: 8 }, () => {
  test("a recording gets the same verdicts as its release, and two recordings have the same requests", async (t) => {
    const secrets = new Set<string>();
    // Another server, which echoes credentials into answers.
    const echo = recordWith(t, secrets, { behaviours: [echoing] });
    const { files } = await recordWith(t, secrets, profile);
    await assertJudgedAlike(files.recordings);
    const recording = readRecording(files.recordings);
    assert.equal(await replayOnProfile(t, recording, profile), recording.exchanges.length);
    const relations = await replayAdmin(t, files.admin, "1.1", profile, compareAnswer);
    relations.assertOrder();
    assert.deepEqual(reduced(JSON.parse(readFileSync(files.openapi, "utf8"))), reduced(publishedDocument()));

    const other = await echo;
    // That its leaks are seen in the replay too, and that it is replayed whole, src/recording/replay.test.ts shows.
    const ids = recording.exchanges.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      readRecording(other.files.recordings).exchanges.map(({ id }) => id),
      ids,
    );
    for (const recorded of [files, other.files]) assertNoSecret(recorded, secrets);
  });

  test("an obstacle is one sentence and code 2, and no file is written and no user left behind", async (t) => {
    const live = await startLive(t);
    const before = userNames(live);
    const { state } = live.server.server;
    const person: Behaviour = {
      answer: (answer, { route }) =>
        route.kind === "user" && answer.kind === "json" && answer.status === 200
          ? { ...answer, json: withHuman(answer.json) }
          : answer,
    };
    const secretless: Behaviour = {
      answer: (answer, { route }) =>
        route.kind === "management" && route.operation === "generateMachineSecret"
          ? { kind: "json", status: 200, json: {}, headers: [] }
          : answer,
    };
    const tries = [
      [{ ZITADEL_VERSION: "" }, [], /^A recording names its release: set ZITADEL_VERSION/],
      [{ ZITADEL_ADMIN_TOKEN: "", ZITADEL_TOKEN: "x" }, [], /^A recording needs a real instance and an administrator/],
      [{ ZITADEL_BASE_URL: "", ZITADEL_ADMIN_TOKEN: "", ZITADEL_VERSION: "" }, [], /set ZITADEL_BASE_URL and/],
      [{ ZITADEL_BASE_URL: "http://127.0.0.1:1" }, [], /^Nothing listens at 127\.0\.0\.1:1/],
      [{}, [managementFault("admin/refused").make(state)], /^The administrator may not manage users/],
      [{}, [person], /^The administrator is a person/],
      [{}, [secretless], /^The step client-credentials of the management recording lacks client-secret/],
    ] as const;
    for (const [env, behaviours, sentence] of tries) {
      live.server.server.setBehaviours(behaviours);
      const { code, files, stderr } = await record(live, env);
      assert.equal(code, 2, stderr);
      assert.match(stderr, sentence);
      assert.equal(stderr.split("\n").length, 1, stderr);
      assert.equal(existsSync(dirname(files.recordings)), false, stderr);
      assert.deepEqual(userNames(live), before);
    }
    assert.deepEqual(readdirSync(live.journal), []);
  });

  test("an existing file is overwritten only with --force", async () => {
    const path = join(scratchFolder(), "zitadel-v4.0.0.json");
    for (const there of [path, path.replace(".json", ".admin.json"), path.replace(".json", ".openapi.json")]) {
      writeFileSync(there, "{}");
      const said: string[] = [];
      const surroundings = {
        env: {},
        stdout: (text: string) => said.push(text),
        stderr: (text: string) => said.push(text),
      };
      assert.equal(await runRecord(["--out", path], surroundings), 2);
      assert.match(said.join(), / exists: add --force to overwrite it/);
      assert.equal(await runRecord(["--out", path, "--force"], surroundings), 2);
      assert.match(said.at(-1) ?? "", /^A recording needs a real instance/);
      assert.equal(readFileSync(there, "utf8"), "{}");
      const env = {
        ZITADEL_BASE_URL: "http://127.0.0.1:1",
        ZITADEL_ADMIN_TOKEN: "some-token",
        ZITADEL_VERSION: "4.0.0",
      };
      assert.equal(await runRecord(["--out", path, "--force"], { ...surroundings, env }), 2);
      assert.match(said.at(-1) ?? "", /^--out names \S+, which holds something else than /);
      assert.equal(readFileSync(there, "utf8"), "{}");
      rmSync(there);
    }
  });

  test("Ctrl-C removes the users, and writes nothing", async (t) => {
    const live = await startLive(t);
    const before = userNames(live);
    const out = join(scratchFolder(), "new.json");
    const settings = { ...live.env, ZITADEL_VERSION: "4.0.0" };
    const { child, ended } = startCommand("record", settings, "--out", out);
    const secretMade: Behaviour = {
      call: (call) => {
        if (call.route.kind === "management" && call.route.operation === "generateMachineSecret") child.kill("SIGINT");
        return call;
      },
    };
    live.server.server.setBehaviours([secretMade]);
    const { code, stderr } = await ended;
    assert.equal(code, 2, stderr);
    assert.match(stderr, /^Interrupted: removing the users of the recording/);
    assert.match(stderr, /The recording was interrupted: nothing was written\.\n$/);
    assert.equal(existsSync(out), false);
    assert.deepEqual(userNames(live), before);
    assert.deepEqual(readdirSync(live.journal), []);
  });
});

function withHuman(json: unknown): object {
  const { user } = json as { user: object };
  return { user: { ...user, machine: undefined, human: { profile: { firstName: "Ada" } } } };
}
