import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runRehearsal } from "../../src/cli/rehearse-job.ts";
import { runVendorDown, runVendorUp } from "../../src/cli/vendor-job.ts";
import { freePorts } from "../../src/vendor/free-ports.ts";
import { Machine, ROOT, type Call } from "../support/docker-machine.ts";
import { keepCases } from "../support/fewer-cases.ts";

const SKIP = process.platform === "win32" ? "the stand-in for docker is a shell script" : false;

/** The compose commands of one kind. */
function composed(calls: readonly Call[], command: string): Call[] {
  return calls.filter(({ args }) => args[0] === "compose" && args.includes(command));
}

test("a rehearsal starts both releases, compares them, and leaves nothing running", { skip: SKIP }, async (t) => {
  const machine = new Machine(t);
  // Each release is asked everything twice; what they answer to all cases is compared elsewhere, from recordings.
  keepCases(t, ({ id, group }) => group === "success" || id === "wire/cors-rest");
  const { code, said } = await machine.runHere(runRehearsal, ["v2.71.19", "4.0.0", "--out", "out"]);
  assert.equal(code, 0, said);
  assert.match(said, /Starting ZITADEL v2\.71\.19 and v4\.0\.0\./);
  assert.match(said, /Safe to upgrade from 2\.71\.19 \(live\) to 4\.0\.0 \(live\)/);
  assert.match(said, /DRIFT-0503 cross-origin-access-extended/);
  assert.match(readFileSync(join(machine.folder, "out/drift.md"), "utf8"), /Safe to upgrade/);
  for (const name of ["old-v2.71.19.json", "new-v4.0.0.json"])
    assert.equal(existsSync(join(machine.folder, "out", name)), true);
  const calls = machine.calls();
  const ups = composed(calls, "up");
  assert.deepEqual(ups.map(({ tag }) => tag).sort(), ["v2.71.19", "v4.0.0"]);
  const [one, other] = ups.map(({ port }) => port);
  assert.notEqual(one, other);
  for (const { args, port } of ups) {
    assert.deepEqual(args, [
      "compose",
      "--project-name",
      `zitadel-conformance-${port}`,
      "--file",
      join(ROOT, "compose.yaml"),
      "up",
      "--detach",
    ]);
  }
  assert.equal(composed(calls, "down").length, 4, "each is removed before and after");
  assert.deepEqual(machine.running(), []);
  const noted = JSON.stringify(calls);
  assert.equal(machine.tokens().length, 2);
  for (const token of machine.tokens()) assert.ok(!noted.includes(token), "the token is an argument");
});

test(
  "a release that cannot be started ends the rehearsal in one sentence, and the other is removed",
  { skip: SKIP },
  async (t) => {
    const machine = new Machine(t, "refuses v9.9.9");
    const { code, said } = await machine.runHere(runRehearsal, ["v4.0.0", "v9.9.9"]);
    assert.equal(code, 2, said);
    assert.equal(
      said.split("\n").slice(1).join("\n"),
      "ZITADEL v9.9.9 could not be started: Error response from daemon: manifest unknown\n",
    );
    assert.deepEqual(machine.running(), []);
  },
);

test("a rehearsal that is interrupted while it records removes both releases", { skip: SKIP }, async (t) => {
  const machine = new Machine(t);
  keepCases(t, ({ group }) => group === "success");
  const { code, said } = await machine.runHere(runRehearsal, ["v2.71.19", "v4.0.0"], {}, (text) => {
    // The second release's recording has begun by then.
    if (text.includes("answers of live")) setImmediate(() => process.emit("SIGINT"));
  });
  assert.equal(code, 2, said);
  assert.match(said, /^Interrupted: removing the containers; this takes a moment\.$/m);
  assert.doesNotMatch(said, /safe/i, "there is no verdict");
  assert.deepEqual(machine.running(), []);
});

test(
  "vendor:up writes the settings of a run, and vendor:down removes all or says what stays",
  { skip: SKIP },
  async (t) => {
    const machine = new Machine(t);
    const [port = 0] = await freePorts(1);
    const url = `http://localhost:${String(port)}`;
    const up = await machine.run("vendor-up", ["v4.0.0", "--port", String(port)]);
    assert.equal(up.code, 0, up.said);
    assert.equal(
      up.said.includes(`ZITADEL v4.0.0 is ready at ${url}, until npm run vendor:down -- --port ${String(port)}.`),
      true,
    );
    assert.equal(up.said.includes(`ENVIRONMENT=vendor-${String(port)} npm run conformance`), true);
    const file = join(machine.folder, `.env.vendor-${String(port)}`);
    const [token = ""] = machine.tokens();
    const settings = `ZITADEL_BASE_URL=${url}\nZITADEL_VERSION=4.0.0\nZITADEL_ADMIN_TOKEN=${token}\n`;
    assert.equal(readFileSync(file, "utf8"), settings);
    assert.equal(statSync(file).mode & 0o777, 0o600, "nobody else reads the token");

    machine.fault = "stays";
    const stays = await machine.runHere(runVendorDown, ["--port", String(port)]);
    assert.equal(stays.code, 2);
    assert.equal(
      stays.said,
      `The containers of zitadel-conformance-${String(port)} could not be removed (Error response from daemon: still in use): run npm run vendor:down -- --port ${String(port)}.\n`,
    );

    machine.fault = "";
    const down = await machine.run("vendor-down", ["--port", String(port)]);
    assert.equal(down.code, 0, down.said);
    assert.equal(existsSync(file), false);
    assert.deepEqual(machine.running(), []);
  },
);

test("a server that ends at its start is named with its last words, and removed", { skip: SKIP }, async (t) => {
  const machine = new Machine(t, "ends");
  const [port = 0] = await freePorts(1);
  const { code, said } = await machine.runHere(runVendorUp, ["v4.0.0", "--port", String(port)]);
  assert.equal(code, 2, said);
  assert.match(said, /\nZITADEL v4\.0\.0 ended at its start: msg=no database\n$/);
  assert.equal(composed(machine.calls(), "down").length, 2);
});

const WRONG = [
  [runVendorUp, [], "Give one release: npm run vendor:up -- v4.13.1 [--port 8080]"],
  [
    runVendorUp,
    ["v4.13.1", "--port", "0"],
    "--port is 0, which is no port. Usage: npm run vendor:up -- v4.13.1 [--port 8080]",
  ],
  [runVendorDown, ["v4.13.1"], "It takes no release: npm run vendor:down -- [--port 8080]"],
  [runVendorUp, ["v4/1"], '"v4/1" is no tag of the vendor\'s image: give a release such as v4.13.1.'],
  [runRehearsal, ["v4.13.1"], /^Two releases are needed\. Usage: npm run rehearse -- OLD NEW /],
  [runRehearsal, ["v4.0.0", "v4.13.1", "--accept", "no-such-file.json"], /no-such-file\.json/],
  [
    runRehearsal,
    ["v4.0.0", "v4.13.1", "--out", "/proc/no-such"],
    "/proc/no-such cannot be written: give --out a path that can be.",
  ],
] as const;

for (const [job, args, sentence] of WRONG) {
  test(`${[job.name, ...args].join(" ")} is one sentence and code 2, and starts nothing`, { skip: SKIP }, async (t) => {
    const machine = new Machine(t);
    const { code, said } = await machine.runHere(job, args);
    assert.equal(code, 2, said);
    if (typeof sentence === "string") assert.equal(said, `${sentence}\n`);
    else assert.match(said, sentence);
    assert.equal(said.trim().split("\n").length, 1);
    assert.deepEqual(machine.calls(), []);
  });
}

test("settings that cannot be written are named before anything is started", { skip: SKIP }, async (t) => {
  const machine = new Machine(t);
  mkdirSync(join(machine.folder, ".env.vendor"));
  const { code, said } = await machine.runHere(runVendorUp, ["v4.13.1"]);
  assert.equal(code, 2);
  assert.equal(said, ".env.vendor cannot be written: run it in a folder that you may write to.\n");
  assert.deepEqual(machine.calls(), []);
});

test("an engine that does not answer is named with what it says", { skip: SKIP }, async (t) => {
  const machine = new Machine(t, "sleeps");
  const { code, said } = await machine.runHere(runVendorUp, ["v4.13.1"]);
  assert.equal(code, 2);
  assert.equal(said, "docker does not answer (Cannot connect to the Docker daemon.): start it and try again.\n");
});

test("a machine without an engine is told what to install", { skip: SKIP }, async (t) => {
  const machine = new Machine(t);
  rmSync(join(machine.folder, "bin/docker"));
  const { code, said } = await machine.runHere(runRehearsal, ["v2.71.19", "v4.13.1"], {
    PATH: join(machine.folder, "bin"),
  });
  assert.equal(code, 2);
  assert.equal(
    said,
    "No container engine was found: neither docker compose nor podman compose runs here. Install one of the two and try again.\n",
  );
});
