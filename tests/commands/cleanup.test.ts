import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { setImmediate } from "node:timers/promises";
import { beginJournal, journalsIn, noteIntended, noteOrganisation } from "../../src/provisioning/journal.ts";
import { startLive, userNames, type LiveServer } from "../support/live-server.ts";
import { startCommand } from "../support/run-command.ts";
import { clean, journalled } from "../support/cleaning.ts";
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

test("a journal of another instance is named and left alone", async (t) => {
  const live = await startLive(t);
  const path = beginJournal(live.journal, "run-1", "https://other.example");
  noteIntended(path, userNames(live)[0] ?? "");
  const before = userNames(live);
  const { code, said } = await clean(live.env);
  assert.equal(code, 0);
  assert.match(said, /run-1\.jsonl: of https:\/\/other\.example; run cleanup with its settings\.$/);
  assert.equal(existsSync(path), true);
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
  assert.equal(userNames(live).includes(name), true);
  const longAgo = Date.now() - 3 * 3_600_000;
  for (const over of [{ startedAt: longAgo }, { host: "another-machine", startedAt: longAgo }]) {
    written(over);
    assert.equal((await clean(live.env, "--dry-run")).said, `would remove ${name}`);
  }
  written({ host: "another-machine" });
  const elsewhere = await clean(live.env);
  assert.equal(elsewhere.code, 2);
  assert.match(elsewhere.said, /of another machine \(another-machine\), .* left alone without --other-hosts\.$/);
  assert.equal(userNames(live).includes(name), true);
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
  assert.equal(existsSync(path), true);
});

/** Creates a process that has ended and that its parent does not reap. */
async function zombie(t: TestContext): Promise<number> {
  // `cat` replaces the shell and never reaps its child, which ends with its input.
  const parent = spawn("sh", ["-c", "cat <&3 >/dev/null & echo $!; exec 3<&-; exec cat"], {
    stdio: ["pipe", "pipe", "inherit", "pipe"],
  });
  t.after(() => parent.kill());
  assert.ok(parent.stdout, "parent.stdout is missing");
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
