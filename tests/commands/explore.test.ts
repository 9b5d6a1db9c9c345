import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { escapeRegExp } from "../../src/util/escape-regexp.ts";
import { startCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { runToCount } from "../support/exploring.ts";

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
  const { code, stdout } = await runToCount(["--seed", "5", "--count", "256", "--rate", "5000"]);
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
  const { code, stdout } = await runToCount([...PROFILE, "--count", "512"]);
  assert.equal(code, 0, stdout);
  assert.match(
    stdout,
    /\n {2}KD-25 {2}\d+ times, [\d:]+: [^\n]+\n {4}again {2}curl -i --http1\.1 --head [^\n]+metadata\/key1"\n/,
  );
});

test("without that list the same causes are findings, each on its own, and the run ends with 1; the seed repeats it", async () => {
  const env = noneKnown();
  const first = await runToCount([...PROFILE, "--count", "256"], env);
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
  assertShown(first.stdout);
  const again = await runToCount([...PROFILE, "--count", "256"], env);
  assert.equal(steady(again.stdout), steady(first.stdout));

  const [, replay = ""] =
    /^Finding \d+ of \d+: HEAD [\s\S]*? {2}replay {4}npm run explore -- (.*)$/m.exec(first.stdout) ?? [];
  const { code, stdout } = await runToCount(replay.split(" "), env);
  assert.equal(code, 1, stdout);
  assert.match(stdout, /; 1 of 1 generated cases judged by 1 exchanges/);
  assert.match(stdout, /GMM-0703 MUST {2}rest/);
});

/** Asserts that the documentation shows what this run prints, but for what it leaves out with an ellipsis. */
function assertShown(stdout: string): void {
  const [, sample = ""] = /^```\n(Finding [\s\S]*?)^```$/m.exec(readFileSync("docs/exploration.md", "utf8")) ?? [];
  const shown = sample.split("…").map(escapeRegExp).join(".*");
  assert.match(stdout, new RegExp(`^${shown}`, "m"));
}

test("bad input is one sentence and code 2", async () => {
  const bad: readonly (readonly [readonly string[], Readonly<Record<string, string>>, RegExp])[] = [
    [["--seed", "x"], {}, /^--seed is "x": set it to a whole number from 0 to 2147483647\. Usage: /],
    [["--rate", "fast"], {}, /^--rate is "fast": set it to a number from 0\.001/],
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
    const { code, stderr } = await runToCount(args, env);
    assert.equal(code, 2, stderr);
    assert.match(stderr, sentence);
    assert.equal(stderr.split("\n").length, 1, stderr);
  }
});
