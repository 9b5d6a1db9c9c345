import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { commandArguments, packageFile } from "../../src/package-file.ts";
import { scratchFolder } from "../support/scratch.ts";

const CONFIGURATION = `export default {
  requirements: [{
    id: "OWN-0001", level: "SHOULD", drift: "risky", transports: ["rest"],
    statement: "An answer is *short*", source: "Our policy", check: () => [],
  }],
  cases: [{
    kind: "single", id: "own/first", group: "own", title: "A request of ours", transports: ["rest"],
    request: { key: "{key}", credential: "subject" }, expect: { kind: "stored" }, requirements: ["OWN-0001"],
  }],
};
`;

/** What the catalogue has of the configuration, at its end. */
const OWN = `## own

### OWN-0001 SHOULD

An answer is \\*short\\*

- source: Our policy
- transports: rest
- cases: \`own/first\`
- faults: none
`;

/** Runs the command in a folder with a configuration. */
function catalogue(configuration: string, ...args: readonly string[]) {
  const folder = scratchFolder();
  writeFileSync(join(folder, "conformance.config.mjs"), configuration);
  const run = spawnSync(process.execPath, [...commandArguments("catalogue"), ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
  return { ...run, folder };
}

test("the catalogue has the requirements of a configuration after the suite's own", () => {
  const suites = readFileSync(packageFile("docs/requirements.md"), "utf8");
  const printed = catalogue(CONFIGURATION);
  assert.equal(printed.status, 0, printed.stderr);
  assert.equal(printed.stdout.slice(-OWN.length), OWN);
  for (const heading of suites.match(/^###? .*$/gm) ?? []) {
    assert.equal(printed.stdout.includes(`\n${heading}\n`), true, heading);
  }
  const written = catalogue(CONFIGURATION, "--out", "requirements.md");
  assert.match(written.stdout, /^requirements\.md: \d+ requirements\n$/);
  assert.equal(readFileSync(join(written.folder, "requirements.md"), "utf8"), printed.stdout);
});

test("a document of the user's own stays, and a catalogue is written anew", () => {
  const path = join(scratchFolder(), "requirements.md");
  writeFileSync(path, "# Requirements\n\nof ours");
  const refused = catalogue(CONFIGURATION, "--out", path);
  assert.equal(refused.status, 2);
  assert.match(
    refused.stderr,
    /^--out names \S+, which holds something else than a catalogue of requirements: [^\n]+\n$/,
  );
  assert.equal(readFileSync(path, "utf8"), "# Requirements\n\nof ours");
  writeFileSync(path, catalogue(CONFIGURATION).stdout);
  assert.equal(catalogue(CONFIGURATION, "--out", path).status, 0);
});

test("the suite's own document stays as it is", () => {
  const path = packageFile("docs/requirements.md");
  const before = readFileSync(path, "utf8");
  const { status, stdout, stderr } = catalogue(CONFIGURATION, "--out", path);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /requirements\.md: \d+ requirements of the suite\n$/);
  assert.equal(readFileSync(path, "utf8"), before);
});

test("a wrong configuration and a path that cannot be written are one sentence", () => {
  for (const [configuration, args, sentence] of [
    ["export default 1;", [], /^The configuration \S+ has no object as its default export: [^\n]+\n$/],
    [CONFIGURATION, ["--out", "/proc/no-such/x.md"], /^\/proc\/no-such\/x\.md cannot be written: [^\n]+\n$/],
  ] as const) {
    const { status, stderr } = catalogue(configuration, ...args);
    assert.equal(status, 2, stderr);
    assert.match(stderr, sentence);
  }
});
