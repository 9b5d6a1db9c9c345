import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { managementFault } from "../../src/mutation/faults/management/index.ts";
import type { FailuresFile } from "../../src/report/failures-file.ts";
import { paste, whyNoCurl } from "../support/curl.ts";
import { echoing, refusingGrants, shortLived, silent } from "../support/leaky-behaviours.ts";
import { clientSecretOf, keyFileOf, SUBJECT } from "../support/live-accounts.ts";
import { userNames } from "../support/live-server.ts";
import { scratchFolder } from "../support/scratch.ts";
import { runBlocked } from "../support/blocked-run.ts";
import { builtSuite, startCommand, type CommandRun } from "../support/run-command.ts";
import { zipTexts } from "../support/zip-texts.ts";
import { assertHidden, linesOfKey, watch } from "../support/secrets.ts";
/** Every form of the statement. */
const STATEMENTS = ["conformance.json", "conformance.md", "conformance.html", "conformance.svg", "junit.xml"];

/** True when there is something to search. */
function hasResults({ files }: CommandRun): boolean {
  return hasStatements(files) && [...files.keys()].some((name) => name.startsWith("allure"));
}

function hasStatements(files: CommandRun["files"]): boolean {
  return STATEMENTS.every((name) => files.has(name));
}

/** Runs printed commands with the file that they need: they ask with the tokens of the run. */
async function assertPasted(t: TestContext, path: string, commands: readonly string[]): Promise<void> {
  const why = whyNoCurl();
  if (why !== false) {
    t.diagnostic(`The printed commands are not run: ${why}`);
    return;
  }
  for (const { stdout, stderr } of await paste(commands.map((command) => `. ${path}; ${command}`)))
    assert.match(stdout.toString("latin1"), /^x-echo: Bearer \S{20}/im, stderr);
}

const ONE_TRANSPORT = ["--project", "rest", "--workers", "1"];

// Of a killed run and its cleanup, killed-runs.test.ts sees the same.
// Each test spends most of its time waiting for processes to start.
describe("no secret reaches an output", { concurrency: 4 }, () => {
  test("of a run that keeps its users and is replayed, but the file for the commands that it prints", async (t) => {
    const server = await watch(t);
    server.behave(echoing);
    const env = {
      ...server.base,
      ZITADEL_ADMIN_TOKEN: server.server.adminToken,
      PROVISIONING_JOURNAL: server.journal,
    };
    const cases = "missing-key/nobody|bad-token/(tampered|expired)|success/text|isolation/removed-token";
    const options = ["--verbose", "--grep", cases, "--project", "rest", "--project", "grpc", "--workers", "1"];
    const run = await startCommand("conformance", { ...env, KEEP_USERS: "1" }, ...options).ended;
    assert.equal(run.code, 1, run.stdout + run.stderr);
    assert.match(run.stdout, /GMM-0507 MUST/);
    assert.equal(hasResults(run), true);
    // The demo users' own, those of three users, an expired one, and two of each revocable user.
    assert.ok(server.secrets.size >= 4 + 3 + 1 + 4, String(server.secrets.size));
    assertHidden(run, server.secrets);

    const [file = ""] = readdirSync(server.journal).filter((name) => name.endsWith(".env"));
    assert.match(run.stdout, new RegExp(`the users stay until npm run cleanup, .*${file}`));
    const path = join(server.journal, file);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    const commands = [...run.stdout.matchAll(/^ *again +(.*)$/gm)].map(([, command = ""]) => command);
    for (const part of ["$CONFORMANCE_EXPIRED_TOKEN", "$CONFORMANCE_SUBJECT_TOKEN", "| base64 -d | curl"])
      assert.ok(
        commands.some((command) => command.includes(part)),
        part,
      );
    await assertPasted(t, path, commands);

    const stored = join(scratchFolder(), "failures.json");
    writeFileSync(stored, run.files.get("failures.json") ?? "");
    const printed = [...run.stdout.matchAll(/ replay +npm run replay -- (\S+)$/gm)].map(([, each = ""]) => each);
    const { failures } = JSON.parse(readFileSync(stored, "utf8")) as FailuresFile;
    assert.deepEqual(new Set(printed), new Set(failures.map((each) => each.id)));
    const [id = ""] = printed;
    const again = await startCommand("replay", env, id, "--from", stored).ended;
    assert.equal(again.code, 1, again.stdout + again.stderr);
    assert.match(again.stdout, /^STILL FAILING .*GMM-0507/);
    assertHidden(again, server.secrets);

    const cleaned = await startCommand("cleanup", env).ended;
    assert.equal(cleaned.code, 0, cleaned.stdout);
    assert.deepEqual(readdirSync(server.journal), []);
    assert.equal(
      userNames(server).some((name) => name.startsWith("conformance-")),
      false,
    );
    assertHidden(cleaned, server.secrets);
  });

  test("of Playwright alone with its own reporters, whose HTML report holds its data in an archive", async (t) => {
    const server = await watch(t);
    const built = await builtSuite();
    server.behave(echoing);
    const run = await startCommand(
      "playwright",
      { ...server.base, ...built.env, ZITADEL_ADMIN_TOKEN: server.server.adminToken },
      ...[
        ...built.config,
        `--reporter=${built.keptWorker},json,html,junit`,
        "--grep",
        "missing-key/nobody|bad-token/tampered|success/text",
      ],
      ...["--project", "rest", "--project", "grpc-web", "--workers", "1"],
    ).ended;
    assert.equal(run.code, 1, run.stdout + run.stderr);
    const page = run.files.get("html/index.html") ?? "";
    const [, archive = ""] = /data:application\/zip;base64,([A-Za-z0-9+/=]+)/.exec(page) ?? [];
    const reported = zipTexts(Buffer.from(archive, "base64"));
    const files = new Map([...run.files, ...reported]);
    for (const texts of [[run.stdout], [...reported.values()]]) {
      assert.equal(
        texts.some((text) => text.includes("GMM-0507 MUST")),
        true,
      );
    }
    assert.ok(server.secrets.size >= 4 + 3 + 1, String(server.secrets.size));
    assertHidden({ ...run, files }, server.secrets);
  });

  test("of a run whose token is renewed, and whose server does not answer in time", async (t) => {
    const server = await watch(t);
    const { id, secret } = await clientSecretOf(server, SUBJECT);
    server.behave(echoing, shortLived, silent);
    const env = { ...server.base, ZITADEL_CLIENT_ID: id, ZITADEL_CLIENT_SECRET: secret, REQUEST_TIMEOUT_MS: "10000" };
    const before = server.secrets.size;
    const run = await startCommand(
      "conformance",
      env,
      "--grep",
      "missing-key/nobody|bad-token/tampered|success/text",
      ...ONE_TRANSPORT,
    ).ended;
    assert.equal(run.code, 2, run.stdout + run.stderr);
    assert.match(run.stdout, /10000 ms/);
    assert.equal(hasResults(run), true);
    assert.ok(server.secrets.size >= before + 3, "a token for the preflight, and one for each case");
    assertHidden(run, [...server.secrets, secret]);
  });

  test("of a run that gets no token, whose server echoes the sent credentials", async (t) => {
    const server = await watch(t);
    const { id, secret } = await clientSecretOf(server, SUBJECT);
    const path = await keyFileOf(server, SUBJECT);
    server.behave(refusingGrants);
    const ways = [{ ZITADEL_CLIENT_ID: id, ZITADEL_CLIENT_SECRET: secret }, { ZITADEL_ADMIN_KEY_FILE: path }];
    for (const run of await Promise.all(ways.map((way) => runBlocked({ ...server.base, ...way })))) {
      assert.equal(run.code, 2);
      assert.match(run.stderr, /does not accept .*HTTP 400 invalid_client/);
      assertHidden(run, [secret, ...linesOfKey(path)]);
    }
  });

  test("of a run that cannot create its users, or whose token is refused", async (t) => {
    const server = await watch(t);
    server.behave(echoing, managementFault("create/second-fails").make(server.server.server.state));
    const refused = "canary-of-a-token-that-nobody-ever-gave-out";
    const runs = await Promise.all([
      runBlocked({ ...server.base, ZITADEL_ADMIN_TOKEN: server.server.adminToken }),
      runBlocked({ ...server.base, ZITADEL_ADMIN_TOKEN: refused }),
      // One as a user starts it, for what its process could print.
      startCommand("conformance", { ...server.base, ZITADEL_TOKEN: refused }).ended,
    ]);
    for (const run of runs) {
      assert.equal(run.code, 2);
      assert.match(run.stderr, /refused to prepare the run|does not accept/);
      assert.equal(hasStatements(run.files), true);
      assertHidden(run, [...server.secrets, refused]);
    }
  });
});
