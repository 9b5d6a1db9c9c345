import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { setImmediate } from "node:timers/promises";
import { runCleanup } from "../../src/cli/cleanup-job.ts";
import {
  beginJournal,
  journalsIn,
  noteIntended,
  noteOrganisation,
  readJournal,
} from "../../src/provisioning/journal.ts";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { managementFault } from "../../src/mutation/faults/management/index.ts";
import type { Call } from "../../src/servers/reference/call.ts";
import type { OperationName } from "../../src/servers/reference/management/route-table.ts";
import { startLive, userNames, type LiveServer } from "../support/live-server.ts";
import { startCommand, type CommandRun } from "../support/run-command.ts";

/** One case that creates a user during the run. */
const NARROW = ["--grep", "isolation/removed-token", "--project", "rest"];
/** A lost user is searched for as long as a projection may take. */
const SHORT_LAG = { PROJECTION_TIMEOUT_MS: "1000" };

/** Selects requests. */
type Picks = (call: Call) => boolean;

const asksFor =
  (operation: OperationName): Picks =>
  ({ route }) =>
    route.kind === "management" && route.operation === operation;

/** Only the preflight and the cases use gRPC, and the preflight is first. */
const isPreflight: Picks = ({ transport }) => transport === "grpc";

/** Runs an action at the n-th request of a kind, before the server handles it. */
function at(picks: Picks, number: number, act: () => void): Behaviour {
  let count = 0;
  return {
    call: (call) => {
      if (!picks(call)) return call;
      count += 1;
      if (count === number) act();
      return call;
    },
  };
}

/**
 * Runs the main job and signals it at a request that the server recognises. Resolves when none of its processes is
 * left.
 */
function interrupted(
  live: LiveServer,
  signal: NodeJS.Signals,
  moment: readonly [picks: Picks, number: number],
  ...faults: readonly string[]
): Promise<CommandRun> {
  const { child, ended } = startCommand("conformance", { ...live.env, ...SHORT_LAG }, ...NARROW);
  const { server } = live.server;
  let isKilled = false;
  server.setBehaviours([
    at(...moment, () => {
      child.kill(signal);
      isKilled = signal === "SIGKILL";
    }),
    // A loaded machine takes a while to end a process: until then the server does not answer, so that the run cannot
    // finish.
    { wire: (wire) => (isKilled ? { ...wire, delay: 15_000 } : wire) },
    ...faults.map((id) => managementFault(id).make(server.state)),
  ]);
  return ended.finally(() => {
    server.setBehaviours([]);
  });
}

/** The names in the only journal. */
function journalled({ journal }: LiveServer): string[] {
  const [file = "none", ...others] = readdirSync(journal);
  assert.deepEqual(others, []);
  return readJournal(join(journal, file)).users.map(({ name }) => name);
}

/** Adds users whose names are similar to those in a journal, and returns their names. */
function addSimilar({ server }: LiveServer, names: readonly string[]): string[] {
  const { state } = server.server;
  const organisation = [...state.users.values()][0]?.organisation ?? "";
  const similar = names.flatMap((name) => [name.slice(0, -1), `${name}x`, `x${name}`, name.toUpperCase()]);
  for (const userName of [...similar, "conformance-", "conformance-000000000000-subject"]) {
    state.addUser(state.newId(), organisation, { userName });
  }
  return similar;
}

/** Cleans up in this process. */
async function clean(
  env: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const code = await runCleanup(args, env, (line) => said.push(line));
  return { code, said: said.join("\n") };
}

/** A journal of an ended run, which names existing users. */
async function withLeftovers(t: TestContext, ...faults: readonly string[]): Promise<LiveServer & { names: string[] }> {
  const live = await startLive(t, {}, ...faults);
  const { state } = live.server.server;
  const path = beginJournal(live.journal, "conformance-0123456789ab", live.env["ZITADEL_BASE_URL"] ?? "");
  const names = ["conformance-0123456789ab-subject", "conformance-0123456789ab-other"];
  for (const userName of names) {
    noteIntended(path, userName);
    state.addUser(state.newId(), "100000000000000001", { userName });
  }
  return { ...live, names };
}

// Each test spends most of its time waiting for processes to start.
describe("users that a run leaves behind", { concurrency: 4 }, () => {
  test("a killed run leaves no process, and cleanup removes only what its journal names", async (t) => {
    const live = await startLive(t);
    const before = userNames(live);
    const run = await interrupted(live, "SIGKILL", [asksFor("removePersonalAccessToken"), 1]);
    assert.equal(run.code, null);
    assert.ok(!run.files.has("conformance.json"), "Playwright went on without the main job");
    const names = journalled(live);
    assert.equal(names.length, 4);
    assert.ok(names.some((name) => /-revocable-\d+-1$/.test(name)));
    addSimilar(live, names);
    const left = userNames(live);
    const untouched = left.filter((name) => !names.includes(name));
    assert.equal(untouched.length, before.length + 4 * names.length + 2);

    const env = { ...live.env, ...SHORT_LAG };
    const dry = await startCommand("cleanup", env, "--dry-run").ended;
    assert.equal(dry.code, 0, dry.stderr);
    assert.equal(dry.stdout, names.map((name) => `would remove ${name}\n`).join(""));
    assert.deepEqual(userNames(live), left);
    assert.deepEqual(journalled(live), names);

    const real = await startCommand("cleanup", env).ended;
    assert.equal(real.code, 0, real.stderr);
    assert.equal(real.stdout, names.map((name) => `removed     ${name}\n`).join(""));
    assert.deepEqual(userNames(live), untouched);
    assert.deepEqual(readdirSync(live.journal), []);
  });

  for (const [what, faults] of [
    ["created the user", []],
    ["did not create the user", ["create/second-fails"]],
  ] as const) {
    test(`cleans up after a run killed between the request for a user and its id, when the server ${what}`, async (t) => {
      const live = await startLive(t);
      const before = userNames(live);
      const run = await interrupted(live, "SIGKILL", [asksFor("addMachineUser"), 2], ...faults);
      assert.equal(run.code, null);
      const names = journalled(live);
      assert.deepEqual(
        names.map((name) => name.replace(/^conformance-[0-9a-f]{12}-/, "")),
        ["subject", "other"],
      );
      assert.equal(userNames(live).length, before.length + names.length - faults.length);
      const { code, said } = await clean({ ...live.env, ...SHORT_LAG });
      assert.equal(code, 0);
      assert.deepEqual(
        said.split("\n").map((line) => line.split(" ")[0]),
        ["removed", faults.length === 0 ? "removed" : "absent"],
      );
      assert.deepEqual(userNames(live), before);
      assert.deepEqual(readdirSync(live.journal), []);
    });
  }

  for (const [what, signal, moment] of [
    ["while it creates users", "SIGINT", [asksFor("addMachineUser"), 2]],
    ["before the first case", "SIGTERM", [isPreflight, 1]],
    ["while it runs cases", "SIGINT", [asksFor("removePersonalAccessToken"), 1]],
  ] as const) {
    test(`${signal} ${what} removes the users, and the run is blocked`, async (t) => {
      const live = await startLive(t);
      const before = userNames(live);
      const run = await interrupted(live, signal, moment);
      assert.equal(run.code, 2, run.stdout + run.stderr);
      assert.match(run.stderr, /Interrupted: removing the users of the run/);
      assert.ok(run.files.has("conformance.json"), run.stdout + run.stderr);
      assert.deepEqual(userNames(live), before);
      assert.deepEqual(readdirSync(live.journal), []);
    });
  }
});

test("a journal of another instance is named and left alone", async (t) => {
  const live = await startLive(t);
  const path = beginJournal(live.journal, "run-1", "https://other.example");
  noteIntended(path, userNames(live)[0] ?? "");
  const before = userNames(live);
  const { code, said } = await clean(live.env);
  assert.equal(code, 0);
  assert.match(said, /run-1\.jsonl: of https:\/\/other\.example; run cleanup with its settings\.$/);
  assert.ok(existsSync(path));
  assert.deepEqual(userNames(live), before);
});

test("the journal of an active run is left alone, on this machine and within two hours", async (t) => {
  const live = await withLeftovers(t);
  const path = join(live.journal, "conformance-0123456789ab.jsonl");
  const baseUrl = live.env["ZITADEL_BASE_URL"];
  const [name = ""] = live.names;
  const written = (about: object): void => {
    const first = { run: "run", baseUrl, pid: process.ppid, host: hostname(), startedAt: Date.now(), ...about };
    writeFileSync(path, `${JSON.stringify(first)}\n${JSON.stringify({ intended: name, at: 0 })}\n`);
  };
  written({});
  const running = await clean(live.env);
  assert.equal(running.code, 0);
  assert.match(running.said, new RegExp(`process id ${String(process.ppid)} is still active; left alone\\.$`));
  assert.ok(userNames(live).includes(name));
  const longAgo = Date.now() - 3 * 3_600_000;
  for (const over of [{ startedAt: longAgo }, { host: "another-machine", startedAt: longAgo }]) {
    written(over);
    assert.equal((await clean(live.env, "--dry-run")).said, `would remove ${name}`);
  }
  written({ host: "another-machine" });
  const elsewhere = await clean(live.env);
  assert.equal(elsewhere.code, 2);
  assert.match(elsewhere.said, /of another machine \(another-machine\), .* left alone without --other-hosts\.$/);
  assert.ok(userNames(live).includes(name));
  assert.equal((await clean(live.env, "--other-hosts", "--dry-run")).said, `would remove ${name}`);
});

test("users of another organisation, which this administrator cannot find, are not reported as gone", async (t) => {
  const live = await withLeftovers(t);
  const [path = ""] = journalsIn(live.journal);
  noteOrganisation(path, "another-organisation");
  const { code, said } = await clean(live.env);
  assert.equal(code, 2);
  assert.match(
    said,
    /of an administrator of another organisation, the only one who can find these users; left alone\.$/,
  );
  assert.ok(existsSync(path));
});

/** Creates a process that has ended and that its parent does not reap. */
async function zombie(t: TestContext): Promise<number> {
  // `cat` replaces the shell and never reaps its child, which ends with its input.
  const parent = spawn("sh", ["-c", "cat <&3 >/dev/null & echo $!; exec 3<&-; exec cat"], {
    stdio: ["pipe", "pipe", "inherit", "pipe"],
  });
  t.after(() => parent.kill());
  assert.ok(parent.stdout);
  const [said] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(said.toString());
  // A shell that still runs would reap it.
  while (readFileSync(`/proc/${String(parent.pid)}/comm`, "utf8").trim() !== "cat") await setImmediate();
  parent.stdio[3]?.destroy();
  while (!readFileSync(`/proc/${String(pid)}/stat`, "utf8").includes(") Z ")) await setImmediate();
  return pid;
}

const WITHOUT_PROC = existsSync("/proc/self/stat") ? false : "this system has no /proc";

test("a run that its parent has not reaped counts as ended", { skip: WITHOUT_PROC }, async (t) => {
  const live = await withLeftovers(t);
  const [name = ""] = live.names;
  const path = join(live.journal, "conformance-0123456789ab.jsonl");
  const about = {
    baseUrl: live.env["ZITADEL_BASE_URL"],
    pid: await zombie(t),
    host: hostname(),
    startedAt: Date.now(),
  };
  writeFileSync(path, `${JSON.stringify({ run: "run", ...about })}\n${JSON.stringify({ intended: name, at: 0 })}\n`);
  assert.equal((await clean(live.env, "--dry-run")).said, `would remove ${name}`);
});

test("users that cannot be removed are reported, and stay in the journal", async (t) => {
  const live = await withLeftovers(t, "delete/fails");
  const { code, said } = await clean(live.env);
  assert.equal(code, 2);
  const reason =
    /^left {8}conformance-0123456789ab-(subject|other): DELETE \/management\/v1\/users\/\d+ was answered with HTTP 500$/;
  assert.equal(said.split("\n").length, 2);
  for (const line of said.split("\n")) assert.match(line, reason);
  assert.deepEqual(journalled(live), live.names);
  live.server.server.setBehaviours([]);
  assert.equal((await clean(live.env)).code, 0);
  assert.deepEqual(readdirSync(live.journal), []);
});

test("without the right to manage users, cleanup reports that and keeps the journal", async (t) => {
  const live = await withLeftovers(t, "admin/refused");
  const { code, said } = await clean(live.env);
  assert.equal(code, 2);
  assert.match(said, /HTTP 403/);
  await assert.rejects(
    clean({ ...live.env, ZITADEL_ADMIN_TOKEN: "no-token" }),
    /does not accept the administrator's credentials/,
  );
  assert.deepEqual(journalled(live), live.names);
});

test("without a journal there is nothing to do, and without an administrator nothing can be done", async (t) => {
  const live = await startLive(t);
  const none = await clean(live.env);
  assert.equal(none.code, 0);
  assert.match(none.said, /^There is no journal in \S+: no run left users behind\.$/);
  const { code, stdout, stderr } = await startCommand("cleanup", {
    ZITADEL_BASE_URL: "http://127.0.0.1:9",
    ZITADEL_TOKEN: "t",
  }).ended;
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(stderr, /^Cleaning up needs ZITADEL_BASE_URL and ZITADEL_ADMIN_TOKEN: set them as they were .*\.\n$/);
  await assert.rejects(clean(live.env, "--force"), /Usage: npm run cleanup -- \[--dry-run\]/);
});
