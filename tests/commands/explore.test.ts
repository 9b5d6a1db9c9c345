import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runExplore } from "../../src/cli/explore-job.ts";
import { runCleanup } from "../../src/cli/cleanup-job.ts";
import { openReference } from "../../src/servers/reference/open.ts";
import { FAULTS } from "../../src/mutation/faults/index.ts";
import { withHeader } from "../../src/mutation/circumstances/answers.ts";
import { field } from "../../src/servers/http/request.ts";
import { startLive, userNames } from "../support/live-server.ts";
import { runConformance, startCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command; the count ends each run, as time does not repeat. */
async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runExplore(["--seconds", "3600", ...args], {
    env,
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
  });
  return { code, stdout: out.join("\n"), stderr: err.join("\n") };
}

/** What is the same in two runs: neither the port nor the time is. */
function steady(stdout: string): string {
  return stdout.replace(/127\.0\.0\.1:\d+/g, "HOST").replace(/ in [\d.]+ s \(\d+ a second\)/, "");
}

/** A list of known deviations with nothing in it. */
function noneKnown(): Readonly<Record<string, string>> {
  const path = join(scratchFolder(), "known.json");
  writeFileSync(path, "[]");
  return { KNOWN_DEVIATIONS: path };
}

const PROFILE = ["--profile", "zitadel-4.0.0", "--seed", "1"];

test("the reference server gives nothing, and the plan has the seed, the budget and the rate", async () => {
  const { code, stdout } = await run(["--seed", "5", "--count", "256", "--rate", "5000"]);
  assert.equal(code, 0, stdout);
  assert.match(
    stdout,
    /^Exploring reference at http:\S+: seed 5, 3600 seconds, 256 cases at most, 5000 requests per second at most\.\n/,
  );
  assert.match(stdout, /\n0 findings, 0 known deviations; 256 of 256 generated cases judged by \d+ exchanges/);
});

test("an exploration that is interrupted before it found anything is not green", async () => {
  const { child, ended } = startCommand("explore", { TARGET: "reference" }, "--seconds", "3600", "--seed", "1");
  for (let said = ""; !said.includes("Exploring reference");) said += String(await once(child.stdout, "data"));
  child.kill("SIGINT");
  const { code, stdout, stderr } = await ended;
  assert.equal(code, 2, stdout + stderr);
  assert.match(stdout + stderr, /interrupted/i);
});

test("a profile gives the known deviations of its release, each with its smallest request, and ends with 0", async () => {
  const { code, stdout } = await run([...PROFILE, "--count", "512"]);
  assert.equal(code, 0, stdout);
  assert.match(
    stdout,
    /\n {2}KD-25 {2}\d+ times, [\d:]+: [^\n]+\n {4}again {2}curl -i --http1\.1 --head [^\n]+metadata\/key1"\n/,
  );
});

test("without that list the same causes are findings, each on its own, and the run ends with 1; the seed repeats it", async () => {
  const env = noneKnown();
  const first = await run([...PROFILE, "--count", "256"], env);
  assert.equal(first.code, 1, first.stdout);
  const abouts = [...first.stdout.matchAll(/^Finding \d+ of \d+: (.*)$/gm)].map(([, about = ""]) => about);
  for (const about of [
    /^HEAD /,
    /^a broken percent-encoding /,
    /^several messages /,
    /^credentials: lowercase-scheme /,
  ]) {
    assert.ok(
      abouts.some((each) => about.test(each)),
      `${about.source} in\n${abouts.join("\n")}`,
    );
  }
  const causes = [...first.stdout.matchAll(/^Finding \d+ of \d+: (.*), (?:once|\d+ times)\)\n(\S+)/gm)];
  assert.equal(causes.length, abouts.length);
  assert.equal(new Set(causes.map(([, about, id]) => `${about ?? ""} ${id ?? ""}`)).size, abouts.length);
  const again = await run([...PROFILE, "--count", "256"], env);
  assert.equal(steady(again.stdout), steady(first.stdout));

  const [, replay = ""] =
    /^Finding \d+ of \d+: HEAD [\s\S]*? {2}replay {4}npm run explore -- (.*)$/m.exec(first.stdout) ?? [];
  const { code, stdout } = await run(replay.split(" "), env);
  assert.equal(code, 1, stdout);
  assert.match(stdout, /; 1 of 1 generated cases judged by 1 exchanges/);
  assert.match(stdout, /GMM-0703 MUST {2}rest/);
});

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
  const { code, stdout, stderr } = await run(["--seed", "2", "--count", "192", "--save"], env);
  await target.close();
  assert.equal(code, 1, stdout + stderr);
  assert.match(stdout, /only reads, as no administrator was given/);
  assert.match(stdout, /GMM-0507 MUST/);
  const stored = readFileSync(join(folder, "failures-explore.json"), "utf8");
  assert.match(stored, /GMM-0507/);
  const saved = readdirSync(env.SAVED_CASES).map((name) => readFileSync(join(env.SAVED_CASES, name), "utf8"));
  assert.ok(saved.length > 0);
  for (const text of [stdout, stored, ...saved]) assert.ok(!text.includes(token.slice(0, 20)));
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
  const { code, stdout, stderr } = await run(["--seed", "3", "--count", "256"], env);
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
  const { code, stdout } = await run(["--seed", "1", "--count", "320", "--transport", "rest", "--save"], env);
  assert.equal(code, 1, stdout);
  const [, path = ""] = /^saved (.*)$/m.exec(stdout) ?? [];
  const saved = JSON.parse(readFileSync(path, "utf8")) as { readonly id: string };
  assert.match(saved.id, /^own\/gmm-\d{4}-rest-[0-9a-f]{8}$/);

  const ran = await runConformance(env, "--grep", `${saved.id} `);
  assert.equal(ran.code, 1, ran.stdout + ran.stderr);
  assert.match(ran.stdout, /GMM-0503 MUST/);
  const [, id = ""] = /npm run replay -- ([0-9a-f]{8})/.exec(stdout) ?? [];
  const stored = ["--from", join(folder, "failures-explore.json")];
  assert.equal((await startCommand("replay", env, id, ...stored).ended).code, 1);
  target.server.setBehaviours([]);
  assert.equal((await startCommand("replay", env, id, ...stored).ended).code, 0);

  writeFileSync(path, "{}");
  const wrong = await runConformance(env, "--grep", "own/");
  await target.close();
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /^The saved case \S+ does not fit schemas\/saved-case\.schema\.json \([^\n]+\n$/);
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
  assert.ok(userNames(live).length > before.length);
  const said: string[] = [];
  const env = { ...live.env, PROJECTION_TIMEOUT_MS: "1000" };
  assert.equal(await runCleanup([], env, (line) => said.push(line)), 0, said.join("\n"));
  assert.deepEqual(userNames(live), before);
});

test("bad input is one sentence and code 2", async () => {
  const bad: readonly (readonly [readonly string[], Readonly<Record<string, string>>, RegExp])[] = [
    [["--seed", "x"], {}, /^EXPLORE_SEED is "x": /],
    [["--rate", "fast"], {}, /^MAX_REQUESTS_PER_SECOND is "fast": /],
    [["--path", "1:2"], {}, /^--path needs the --seed of its run\. Usage: npm run explore/],
    [["--seed", "1", "--path", "nowhere"], {}, /^--path is "nowhere", not numbers with colons between/],
    [
      ["--seed", "1", "--path", "0:9:9:9"],
      {},
      /^--path is 0:9:9:9, which names no example of the seed 1 here: repeat /,
    ],
    [["--seed", "1", "--path", "0:64"], {}, /^--path is 0:64, which names no example /],
    [["--seed", "1", "--path", "99999999999999999999:1"], {}, /^--path is 9+:1, which names no example /],
    [["--transport", "soap"], {}, /^--transport is "soap", which is none of rest, grpc, grpc-web/],
    [["--profile", "zitadel-9"], {}, /^--profile is "zitadel-9", which is none of zitadel-2/],
    [["--fast"], {}, /^Unknown option '--fast'/],
    [
      [],
      { CONFORMANCE_OUT: "/proc/no-such/x.json" },
      /^\/proc\/no-such\/failures-explore\.json cannot be written: set /,
    ],
    [["--save"], { SAVED_CASES: "/proc/no-such" }, /^\/proc\/no-such cannot be written: set SAVED_CASES to a folder /],
    [[], { TARGET: "prism" }, /^TARGET is prism, which answers only what it was made for: /],
    [[], { ZITADEL_BASE_URL: "http://127.0.0.1:1", ZITADEL_TOKEN: "token" }, /127\.0\.0\.1/],
  ];
  for (const [args, env, sentence] of bad) {
    const { code, stderr } = await run(args, env);
    assert.equal(code, 2, stderr);
    assert.match(stderr, sentence);
    assert.equal(stderr.split("\n").length, 1, stderr);
  }
});
