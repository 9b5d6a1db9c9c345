import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { SettingError } from "../../src/errors.ts";
import { everyTest } from "../../src/report/collector.ts";
import { loadEnv } from "../../src/settings/env.ts";
import { readStatementText } from "../support/statement-text.ts";
import { holdOutputs } from "../../src/cli/hold-outputs.ts";
import { createCertificate } from "../../src/servers/reference/certificate.ts";
import { openReference } from "../../src/servers/reference/open.ts";
import { isPipe, namedPipe, WITHOUT_PIPES } from "../support/pipe.ts";
import { runBlocked } from "../support/blocked-run.ts";
import { filesIn, runConformance } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";

/** Asserts exit code 2 and one clear sentence without internals of the code. */
async function refused(
  env: Readonly<Record<string, string>>,
  sentence: RegExp,
  args: readonly string[] = [],
): Promise<void> {
  const { code, stderr } = await runBlocked(env, ...args);
  assert.equal(code, 2, stderr);
  assert.match(stderr, sentence);
  assert.equal(stderr.split("\n").length, 1, stderr);
}

const recording = fileURLToPath(new URL("../../fixtures/recordings/zitadel-v4.0.0.json", import.meta.url));

test("the command prints the problem on its error stream, and ends with code 2", async () => {
  const { code, stdout, stderr } = await runConformance({ TARGET: "nowhere" });
  assert.equal(code, 2, stdout);
  assert.match(stderr, /^TARGET is "nowhere": set it to one of [^\n]+\n$/);
});

test("an instance that cannot be reached is blocked, and nothing is said to have failed", async () => {
  const { code, stdout, stderr, files } = await runBlocked({
    ...{ ZITADEL_BASE_URL: "http://127.0.0.1:1", ZITADEL_TOKEN: "some-token", PROVISIONING_JOURNAL: "" },
  });
  assert.equal(code, 2);
  assert.match(stderr, /^Nothing listens at 127\.0\.0\.1:1 [^\n]+$/);
  const tests = String(everyTest().length);
  assert.equal(stdout, `Blocked: no test could run.\n\n0 passed, 0 failed, 0 skipped, ${tests} blocked`);
  const { plan } = readStatementText(files.get("conformance.json") ?? "");
  assert.deepEqual(plan.tests, { planned: everyTest().length, ran: 0 });
});

test("a blocked run counts only the tests that it was asked for", async () => {
  const { stdout, files } = await runBlocked(
    { ZITADEL_BASE_URL: "http://127.0.0.1:1", ZITADEL_TOKEN: "some-token", PROVISIONING_JOURNAL: "" },
    ...["--project", "rest", "--grep", "bad-token/|life/", "--grep-invert", "life/"],
  );
  const asked = everyTest().filter(({ caseId, transport }) => caseId.startsWith("bad-token/") && transport === "rest");
  assert.ok(asked.length > 5, String(asked.length));
  assert.match(stdout, new RegExp(`, ${String(asked.length)} blocked$`));
  const { plan, results } = readStatementText(files.get("conformance.json") ?? "");
  assert.deepEqual(plan.tests, { planned: asked.length, ran: 0 });
  assert.deepEqual(new Set(results.map((row) => row.case)), new Set(asked.map(({ caseId }) => caseId)));
});

/** Arguments with what is said of them. */
const ARGUMENTS: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
  [["--project", "rset"], /^--project is "rset": set it to one of rest, grpc, grpc-web\.$/],
  [["--project=grpc-*", "rset"], /^No test fits --project=grpc-\* rset: /],
  [["--shard=4/3"], /^--shard is "4\/3": set it to the part and the number of parts, such as 1\/3\.$/],
  [["--shard", "two"], /^--shard is "two": /],
  [["--reporter", "dott"], /^--reporter is "dott": set it to one of console, list, line, dot, [^.]+ or to a module\.$/],
  [["--reporter", "dot,./no-such.js"], /^--reporter is "dot,\.\/no-such\.js": set it to one of console, /],
  [["--add-reporter", "dott"], /^--add-reporter is "dott": set it to one of list, line, [^.]+ or to a module\.$/],
  [["--add-reporter=dot,./no-such.js"], /^--add-reporter is "dot,\.\/no-such\.js": set it to one of list, /],
  [["--tsconfig=no-such.json"], /^--tsconfig is "no-such\.json": set it to a tsconfig\.json, or leave it out\.$/],
  [["--test-list", "no-such.txt"], /^--test-list is "no-such\.txt": set it to a file that lists tests, /],
  [["--workers", "some"], /^--workers is "some": set it to a number from 1, or to a percentage/],
  [["-j0"], /^--workers is "0": /],
  [["--retries=-1"], /^--retries is "-1": set it to a whole number from 0\.$/],
  [["--repeat-each", "0"], /^--repeat-each is "0": set it to a whole number from 1\.$/],
  [
    ["-c", "no-such.config.ts"],
    /^--config is "no-such\.config\.ts": set it to a configuration file, or leave it out\.$/,
  ],
  [["--config=tests"], /^--config is "tests": set it to a configuration file/],
  [["--grep"], /^--grep has no value: give it one, or leave it out\.$/],
  [["--grep", "("], /^--grep is "\(": set it to a regular expression, /],
  [["--grep", "no such case"], /^No test fits --grep no such case: npm run conformance -- --list shows the tests\.$/],
  [["-g", "life/", "parity.spec.ts", "--project", "rest"], /^No test fits -g life\/ parity\.spec\.ts --project rest: /],
  [["--grepp", "x"], /^--grepp is no option of Playwright's: npx playwright test --help lists them\.$/],
  [["--list", "--grep", "no such case"], /^No test fits --grep no such case: /],
  [["--list", "--grepp", "x"], /^--grepp is no option of Playwright's: /],
  [["--quiet=yes"], /^--quiet takes no value: leave out "yes"\.$/],
];

for (const [args, sentence] of ARGUMENTS) {
  test(`arguments: ${args.join(" ")}`, () => refused({ TARGET: "reference" }, sentence, args));
}

test("a reporter that the environment names and nobody has", () =>
  refused({ TARGET: "reference", CONFORMANCE_REPORTER: "dott" }, /^CONFORMANCE_REPORTER is "dott": set it to one of /));

// Only Playwright can load a reporter as Playwright does: its message says where the reporter fails, ours what to do.
test("a reporter that cannot be loaded", async () => {
  const module = join(scratchFolder(), "reporter.mjs");
  writeFileSync(module, "export const nothing = 1;");
  const { code, stderr } = await runConformance({ TARGET: "reference", CONFORMANCE_REPORTER: `dot,${module}` });
  assert.equal(code, 2);
  const [last = ""] = stderr.trim().split("\n").slice(-1);
  assert.ok(
    last.includes(`If they are about ${module}, which CONFORMANCE_REPORTER names: let its default export be`),
    last,
  );
});

/** Only there a name goes with its process. */
const WITHOUT_HOLD = ["linux", "win32"].includes(process.platform) ? false : "this system holds no paths";

const BELOW_A_FILE = join(fileURLToPath(import.meta.url), "x");
/** A file system that takes no new folders: Node's recursive mkdir never returns there. */
const NO_NEW_FOLDERS = "/proc/no-such/x";

for (const [name, path] of [
  ["a folder", scratchFolder()],
  ["below a file", BELOW_A_FILE],
  ["where no folder can be made", NO_NEW_FOLDERS],
] as const) {
  test(`a statement that cannot be written: ${name}`, () =>
    refused({ TARGET: "reference", CONFORMANCE_OUT: path }, /^CONFORMANCE_OUT names \/\S*, which cannot be written: /));

  test(`JUnit XML that cannot be written: ${name}`, () =>
    refused(
      { TARGET: "reference", CONFORMANCE_JUNIT: path },
      /^CONFORMANCE_JUNIT names \/\S*, which cannot be written: /,
    ));
}

for (const [name, path] of [
  ["below a file", BELOW_A_FILE],
  ["where no folder can be made", NO_NEW_FOLDERS],
] as const) {
  test(`a folder for Allure's results that cannot be written: ${name}`, () =>
    refused({ TARGET: "reference", ALLURE_RESULTS_DIR: path }, /^ALLURE_RESULTS_DIR is \/\S+, where nothing can/));
}

/** Nothing keeps root from a file or a folder, and Windows has no modes that do. */
const WITHOUT_MODES =
  process.platform === "win32"
    ? "Windows has no such modes"
    : process.getuid?.() === 0 && "root reads and writes everything";

test("a pipe where a file of the results would go stays there", { skip: WITHOUT_PIPES }, async () => {
  for (const name of ["CONFORMANCE_OUT", "CONFORMANCE_JUNIT"]) {
    const path = namedPipe();
    await refused({ TARGET: "reference", [name]: path }, new RegExp(`^${name} names \\S+, which cannot be written: `));
    assert.ok(isPipe(path), name);
  }
});

test("a folder that holds more than results, as Allure's", async () => {
  for (const folder of ["/", homedir(), ".", ".."]) {
    const said =
      /^ALLURE_RESULTS_DIR is \S+, a folder that holds \S+ and not only results: set it to the path of a folder\.$/;
    await refused({ TARGET: "reference", ALLURE_RESULTS_DIR: folder }, said);
    await refused({ TARGET: "reference", ALLURE_RESULTS_DIR: folder }, said, ["--shard", "1/2"]);
  }
});

test("results of Allure that cannot be removed", async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, "0e2c3f5a-91b7-4d6e-8a10-5b9c7d3e1f42-result.json"));
  const said = /^ALLURE_RESULTS_DIR is \S+, from which an earlier run's results cannot be removed: set it to the path/;
  await refused({ TARGET: "reference", ALLURE_RESULTS_DIR: folder }, said);
  const hidden = join(folder, "hidden");
  mkdirSync(hidden, { mode: 0o300 });
  if (WITHOUT_MODES === false) await refused({ TARGET: "reference", ALLURE_RESULTS_DIR: hidden }, said);
});

test("a folder that Playwright may not empty, or cannot", async () => {
  const file = join(scratchFolder(), "file");
  writeFileSync(file, "");
  const said = /^--output is "\S+": Playwright empties it, so set it to a new folder, or to one that Playwright made; /;
  await refused({ TARGET: "reference" }, said, ["--output", file]);
  if (WITHOUT_PIPES === false) await refused({ TARGET: "reference" }, said, ["--output", namedPipe()]);
  await refused(
    { TARGET: "reference" },
    /^--output is "\S+": nothing can be written there, so set it to a new folder, /,
    ["--output", join(file, "below")],
  );
});

test("a file and a folder that cannot be read", { skip: WITHOUT_MODES }, async () => {
  const folder = scratchFolder();
  const [file, hidden] = [join(folder, "file"), join(folder, "folder")];
  writeFileSync(file, "", { mode: 0o200 });
  mkdirSync(hidden, { mode: 0o300 });
  await refused({ TARGET: "reference" }, /^--output is "\S+": Playwright empties it, /, ["--output", hidden]);
  for (const option of ["--config", "--tsconfig", "--test-list"]) {
    const said = new RegExp(
      `^${option} is "\\S+": it cannot be read, so set it to a [\\w .]+ that can be, or leave it out\\.$`,
    );
    await refused({ TARGET: "reference" }, said, [option, file]);
  }
});

test("two outputs at one path", async () => {
  const folder = scratchFolder();
  const said =
    /^CONFORMANCE_(?:OUT|JUNIT) names \S+, where the run writes another of its files: set it to another path\.$/;
  const out = join(folder, "conformance.json");
  await refused({ CONFORMANCE_OUT: out, CONFORMANCE_JUNIT: join(folder, ".", "conformance.md") }, said);
  await refused({ CONFORMANCE_OUT: out, CONFORMANCE_JUNIT: out }, said);
  await refused({ CONFORMANCE_OUT: join(folder, "failures.json") }, said);
});

/** What a statement of any version has. */
const RESULTS = JSON.stringify({ suite: {}, target: {}, summary: {}, results: [] });

test("files of the user's own where results would go stay, whatever else is wrong", async () => {
  for (const [setting, name, foreign] of [
    ["CONFORMANCE_OUT", "x.json", "x.json"],
    ["CONFORMANCE_OUT", "README.md", "README.md"],
    ["CONFORMANCE_OUT", "x.json", "x.md"],
    ["CONFORMANCE_OUT", "x.json", "x.html"],
    ["CONFORMANCE_OUT", "x.json", "x.svg"],
    ["CONFORMANCE_OUT", "x.json", "failures.json"],
    ["CONFORMANCE_JUNIT", "junit.xml", "junit.xml"],
    ["ALLURE_RESULTS_DIR", ".", "environment.properties"],
  ] as const) {
    const folder = scratchFolder();
    writeFileSync(join(folder, foreign), '{"mine": 1}');
    // Results of an earlier run, which are not touched either.
    if (foreign !== "x.json") writeFileSync(join(folder, "x.json"), RESULTS);
    const before = filesIn(folder);
    const env = {
      [setting]: join(folder, name),
      ...(setting === "CONFORMANCE_OUT" ? {} : { CONFORMANCE_OUT: join(folder, "x.json") }),
    };
    for (const target of ["reference", "nowhere"]) {
      await refused(
        { TARGET: target, ...env },
        new RegExp(`^${setting} \\S+ .*: move that file, or set ${setting} to another `),
      );
      assert.deepEqual(filesIn(folder), before, foreign);
    }
  }
});

test("a list of known deviations where the statement would go stays", async () => {
  const path = join(scratchFolder(), "known.json");
  writeFileSync(path, "[]");
  await refused(
    { CONFORMANCE_OUT: path, KNOWN_DEVIATIONS: path },
    /^CONFORMANCE_OUT names \S+, which holds something /,
  );
  assert.equal(readFileSync(path, "utf8"), "[]");
});

test("results of an earlier run do not outlive a run whose settings are refused", async () => {
  const folder = scratchFolder();
  const out = join(folder, "x.json");
  writeFileSync(out, RESULTS);
  writeFileSync(join(folder, "letter.txt"), "Dear reader");
  await refused({ TARGET: "nowhere", CONFORMANCE_OUT: out }, /^TARGET is "nowhere"/);
  assert.deepEqual([...filesIn(folder).keys()], ["letter.txt"]);
  // An empty file, such as mktemp makes, holds nothing that could be lost.
  writeFileSync(out, "");
  await refused({ TARGET: "nowhere", CONFORMANCE_OUT: out }, /^TARGET is "nowhere"/);
});

test("a folder of the user's own beside the statement, which Playwright would empty, stays", async () => {
  const folder = scratchFolder();
  const own = join(folder, "playwright", "x");
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, "letter.txt"), "Dear reader");
  const env = { TARGET: "reference", CONFORMANCE_OUT: join(folder, "x.json") };
  await refused(
    env,
    /^Playwright would empty \S+, which it did not make: move that folder, or set CONFORMANCE_OUT to /,
  );
  assert.equal(readFileSync(join(own, "letter.txt"), "utf8"), "Dear reader");
  await refused({ ...env, TARGET: "nowhere" }, /^TARGET is "nowhere"/, ["--output", join(folder, "other")]);
});

test("a folder of the user's own as Playwright's, which it would empty, and a file, which it would remove", async () => {
  const folder = scratchFolder();
  const letter = join(folder, "letter.txt");
  writeFileSync(letter, "Dear reader");
  for (const path of [folder, letter]) {
    const said = /^--output is "\/[^"]+": Playwright empties it, so set it to a new folder, /;
    await refused({ TARGET: "reference" }, said, ["--output", path, "--grep", "success/text "]);
    assert.equal(readFileSync(letter, "utf8"), "Dear reader");
  }
  // Playwright leaves this file in its own folder, which the next run may empty: the next sentence is another one.
  writeFileSync(join(folder, ".last-run.json"), "{}");
  await refused({ TARGET: "nowhere" }, /^TARGET is "nowhere"/, ["--output", folder]);
});

test("another run that writes the same files", { skip: WITHOUT_HOLD }, async () => {
  const out = join(scratchFolder(), "conformance.json");
  writeFileSync(out, RESULTS);
  const release = await holdOutputs([out]);
  const said = /^Another run is writing \S+: wait until it ends, or set CONFORMANCE_OUT and ALLURE_RESULTS_DIR to /;
  await refused({ CONFORMANCE_OUT: out }, said);
  assert.equal(readFileSync(out, "utf8"), RESULTS);
  release();
  // The next sentence is another one, so that nothing is held any more.
  await refused({ CONFORMANCE_OUT: out, TARGET: "nowhere" }, /^TARGET is "nowhere"/);
});

test("a file of settings that cannot be read", () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, ".env"));
  assert.throws(
    () => loadEnv(folder, {}),
    (error) => error instanceof SettingError && /^\S+\.env cannot be read \(EISDIR\): [^\n]+\.$/.test(error.message),
  );
  assert.deepEqual(loadEnv(scratchFolder(), {}), {});
});

test("an unknown setting", () =>
  refused(
    { ZITADEL_BASEURL: "https://x.example" },
    /ZITADEL_BASEURL is not a setting: did you mean ZITADEL_BASE_URL\?/,
  ));

test("an unknown setting in another case, or with hyphens", async () => {
  for (const name of ["zitadel_base_url", "Zitadel_Base_Url", "ZITADEL-BASE-URL"]) {
    const said = new RegExp(`^${name} is not a setting: did you mean ZITADEL_BASE_URL\\?$`);
    await refused({ [name]: "https://x.example" }, said);
  }
});

test("a malformed setting", () => refused({ REQUEST_TIMEOUT_MS: "soon" }, /REQUEST_TIMEOUT_MS/));

test("a malformed setting that the target does not use", () =>
  refused(
    { TARGET: "reference", MAX_REQUESTS_PER_SECOND: "fast" },
    /^MAX_REQUESTS_PER_SECOND is "fast": set it to a number from 0\.001, such as 5 or 0\.5\.$/,
  ));

test("a setting without effect is named before the run", async () => {
  const live = { ZITADEL_BASE_URL: "http://127.0.0.1:1", ZITADEL_TOKEN: "some-token" };
  const { code, stdout } = await runBlocked({ ...live, PROVISIONING_JOURNAL: "", REFERENCE_PORT: "0" });
  assert.equal(code, 2);
  assert.match(stdout, /^REFERENCE_PORT has no effect on a live run with ZITADEL_TOKEN\.\n/);
});

test("a malformed base URL", () =>
  refused({ ZITADEL_BASE_URL: "localhost", ZITADEL_TOKEN: "some-token" }, /ZITADEL_BASE_URL/));

test("a recording that cannot be read", () =>
  refused({ RECORDING: "no/such/file.json" }, /no\/such\/file\.json cannot be read: set RECORDING/));

test("a file that is not a recording", () =>
  refused(
    { RECORDING: fileURLToPath(new URL("../../package.json", import.meta.url)) },
    /does not fit schemas\/recording\.schema\.json/,
  ));

test("a list of known deviations that does not fit its schema", () =>
  refused({ RECORDING: recording, KNOWN_DEVIATIONS: recording }, /KNOWN_DEVIATIONS/));

test("a port in use", async () => {
  const target = await openReference();
  await refused({ REFERENCE_PORT: new URL(target.descriptor.baseUrl).port }, /set REFERENCE_PORT/);
  await target.close();
});

async function live(listener: RequestListener, sentence: RegExp): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await refused(
    { ZITADEL_BASE_URL: `http://127.0.0.1:${String(port)}`, ZITADEL_TOKEN: "some-token-of-a-user" },
    sentence,
  );
  server.closeAllConnections();
  server.close();
}

test("a base URL of something that is not ZITADEL", () =>
  live((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome</h1>");
  }, /is not ZITADEL's API \(HTTP 200 with text\/html .*set ZITADEL_BASE_URL/));

test("a wrong host", () =>
  live((_, response) => {
    response.writeHead(404, { "content-type": "application/json" }).end(`{"code":5,"message":"Instance not found"}`);
  }, /knows no instance for the host 127\.0\.0\.1:\d+: set ZITADEL_BASE_URL/));

test("a closed port", () =>
  refused(
    { ZITADEL_BASE_URL: "http://127.0.0.1:1", ZITADEL_TOKEN: "some-token" },
    /Nothing listens at 127\.0\.0\.1:1 .*ZITADEL_BASE_URL/,
  ));

test("an instance that asks to wait longer than it may", () =>
  live((_, response) => {
    response.writeHead(429, { "retry-after": "3600" }).end();
  }, /^127\.0\.0\.1:\d+ answered HTTP 429 and asked to wait 3600 s, .*: set MAX_REQUESTS_PER_SECOND .*quotas\.$/));

test("an instance that is not ready", () =>
  live((_, response) => {
    response.writeHead(503, { "content-type": "text/html" }).end("<h1>Soon</h1>");
  }, /is not ready to be tested \(HTTP 503 with text\/html\): wait until it is/));

test("a missing client certificate", async () => {
  const { descriptor, close } = await openReference({ tls: true, clientCa: (await createCertificate()).cert });
  const ca = join(scratchFolder(), "ca.pem");
  writeFileSync(ca, descriptor.ca ?? "");
  await refused(
    { ZITADEL_BASE_URL: descriptor.baseUrl, ZITADEL_TOKEN: descriptor.tokens.subject ?? "", ZITADEL_CA: ca },
    /^127\.0\.0\.1:\d+ requires a client certificate that it trusts .*ZITADEL_CLIENT_CERT to one, and ZITADEL_CLIENT_KEY/,
  );
  await close();
});

test("credentials that the token endpoint does not accept, by the names of their settings", async () => {
  const target = await openReference();
  for (const prefix of ["ZITADEL", "ZITADEL_ADMIN"]) {
    const [id, secret] = [`${prefix}_CLIENT_ID`, `${prefix}_CLIENT_SECRET`];
    await refused(
      { ZITADEL_BASE_URL: target.descriptor.baseUrl, [id]: "nobody", [secret]: "nothing" },
      new RegExp(`^The token endpoint of \\S+ does not accept ${id} and ${secret} \\(HTTP 401 invalid_client\\): set `),
    );
  }
  await target.close();
});

test("a token as other programs hand it over", async () => {
  for (const token of ["some-token\n", " some-token", '"some-token"']) {
    await refused(
      { ZITADEL_BASE_URL: "http://127.0.0.1:1", ZITADEL_TOKEN: token },
      /^ZITADEL_TOKEN has characters .*: set it to the token alone, without spaces, quotes and line ends\.$/,
    );
  }
});

test("an expired token, and a key that the user does not have", async () => {
  const target = await openReference();
  const { baseUrl, tokens } = target.descriptor;
  await refused(
    { ZITADEL_BASE_URL: baseUrl, ZITADEL_TOKEN: tokens.expired ?? "" },
    /does not accept ZITADEL_TOKEN: give one that has not expired/,
  );
  await refused(
    { ZITADEL_BASE_URL: baseUrl, ZITADEL_TOKEN: tokens.subject ?? "", ZITADEL_METADATA_KEY: "never-set" },
    /has no metadata under the key "never-set": set ZITADEL_METADATA_KEY/,
  );
  await target.close();
});
