import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { runReplay } from "../../src/cli/replay-job.ts";
import { CASES } from "../../src/cases/index.ts";
import type { Case } from "../../src/contract/case.ts";
import { failure } from "../../src/mutation/faults/change.ts";
import { createRedactor } from "../../src/report/redact.ts";
import { replayed } from "../../src/report/replay-text.ts";
import { writeFailures, type FailuresFile } from "../../src/report/failures-file.ts";
import { storedFailure, type StoredFailure } from "../../src/runner/stored-failure.ts";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { openReference, type OpenReference } from "../../src/servers/reference/open.ts";
import { caseRun, FACTS, row } from "../support/report-samples.ts";
import { runConformance } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";

type Env = Readonly<Record<string, string>>;

/** Every missing key is answered as a fault of the server's. */
const failing: Behaviour = {
  answer: (answer) => (answer.kind === "error" && answer.error.code === 5 ? failure(13, 500) : answer),
};

/** What a replay says, and its exit code. */
async function replay(env: Env, ...args: string[]): Promise<readonly [code: number, text: string]> {
  const said: string[] = [];
  const note = (text: string): void => {
    said.push(text);
  };
  return [await runReplay(args, { env, stdout: note, stderr: note }), said.join("\n")];
}

/** A server that has the fault, and the settings for a user of it. */
async function startFailing(t: TestContext): Promise<{ readonly target: OpenReference; readonly env: Env }> {
  const target = await openReference();
  t.after(() => target.close());
  target.server.setBehaviours([failing]);
  const { baseUrl, tokens } = target.descriptor;
  const env = { ZITADEL_BASE_URL: baseUrl, ZITADEL_TOKEN: tokens.subject ?? "", RETRY_AFTER_LIMIT_MS: "0" };
  return { target, env };
}

/** A file of failures in a folder of its own. */
function stored(...failures: readonly StoredFailure[]): string {
  const path = join(scratchFolder(), "failures.json");
  const target = { kind: "live", baseUrl: "http://x", vendorVersion: null, environment: null, proxies: [] } as const;
  writeFailures(path, { suite: { version: "0" }, target, failures });
  return path;
}

function failed(parts: Parameters<typeof row>[1], generated?: Case): StoredFailure {
  const violation = { expected: "a", actual: "b", where: "c", seen: "d" };
  const found = storedFailure(row("fail", { violations: [violation], ...parts }), generated);
  assert.ok(found !== undefined);
  return found;
}

const KNOWN_PLACE = { case: "missing-key/nobody", requirement: "GMM-0201" };

describe("a failure is replayed by the id that it was printed with", { concurrency: 4 }, () => {
  test("until it is fixed, over every transport", async (t) => {
    const { target, env } = await startFailing(t);
    const run = await runConformance(env, "--grep", "missing-key/nobody ", "--verbose");
    assert.equal(run.code, 1, run.stdout + run.stderr);
    const path = join(scratchFolder(), "failures.json");
    writeFileSync(path, run.files.get("failures.json") ?? "");
    const { failures } = JSON.parse(run.files.get("failures.json") ?? "") as FailuresFile;
    const printed = [...run.stdout.matchAll(/ replay +npm run replay -- (\S+)$/gm)].map(([, id = ""]) => id);
    assert.deepEqual(new Set(printed), new Set(failures.map(({ id }) => id)));
    const one = ["rest", "grpc", "grpc-web"].map((each) => failures.find(({ transport }) => transport === each));

    for (const each of one) {
      const [code, text] = await replay(env, each?.id ?? "", "--from", path);
      assert.equal(code, 1, text);
      assert.match(
        text,
        new RegExp(`^STILL FAILING ${each?.id ?? ""}  ${each?.requirement ?? ""} ${each?.transport ?? ""} `, "m"),
      );
      assert.match(text, /^ {2}again {5}.*curl /m);
    }
    target.server.setBehaviours([]);
    for (const each of one) {
      const [code, text] = await replay(env, each?.id ?? "", "--from", path);
      assert.equal(code, 0, text);
      assert.match(text, new RegExp(`^FIXED ${each?.id ?? ""} .*\n  was .*code 13`, "m"));
    }
    await target.close();
    const [code, text] = await replay(env, one[0]?.id ?? "", "--from", path);
    assert.equal(code, 2, text);
    assert.match(text, /^BLOCKED .*\n {2}reason {4}.*refused/m);
  });

  test("on another target, also with users that the replay makes itself", async (t) => {
    const { target, env } = await startFailing(t);
    const found = failed(KNOWN_PLACE);
    const admin = { ZITADEL_BASE_URL: env["ZITADEL_BASE_URL"] ?? "", ZITADEL_ADMIN_TOKEN: target.adminToken };
    const journal = { PROVISIONING_JOURNAL: join(scratchFolder(), "journals") };
    const before = target.server.state.users.size;
    const [code, text] = await replay({ ...admin, ...journal }, found.id, "--from", stored(found));
    assert.equal(code, 1, text);
    assert.match(text, /again .*\$CONFORMANCE_SUBJECT_TOKEN/);
    assert.equal(target.server.state.users.size, before);
    const [fixed] = await replay({}, found.id, "--from", stored(found));
    assert.equal(fixed, 0);
  });

  test("and one that shows only now and then is not fixed", async (t) => {
    const { target, env } = await startFailing(t);
    // Such as one of several replicas that is broken.
    let asked = 0;
    const broken = (turns: readonly number[]): Behaviour => ({
      answer: (answer, { route }) => {
        return route.kind === "metadata" && route.key === "now and then" && turns.includes(asked++)
          ? failure(13, 500)
          : answer;
      },
    });
    const generated: Case = {
      kind: "single",
      id: "explore/3",
      title: "A generated key",
      group: "key-forms",
      transports: ["rest"],
      request: { key: "now and then", credential: "subject" },
      expect: { kind: "error", codes: ["NOT_FOUND"] },
      requirements: ["GMM-0201"],
    };
    const found = failed({ case: generated.id, requirement: "GMM-0201" }, generated);
    for (const [turns, code, text] of [
      [[3], 1, /^STILL FAILING .*\n {2}seen {6}1 of 5 times\n\nGMM-0201 MUST {2}rest/],
      [[0, 2, 4], 1, /^STILL FAILING .*\n {2}seen {6}3 of 5 times\n/],
      [[], 0, /^FIXED .*\n {2}was .*\n {2}seen {6}not once in 5 times\n {2}target /],
    ] as const) {
      asked = 0;
      target.server.setBehaviours([broken(turns)]);
      const said = await replay(env, found.id, "--from", stored(found));
      assert.equal(said[0], code, said[1]);
      assert.match(said[1], text);
      assert.equal(asked, 5);
    }
  });

  test("where the request is none of the suite's, by its bytes", async (t) => {
    const { target, env } = await startFailing(t);
    const generated: Case = {
      kind: "single",
      id: "explore/1",
      title: "A generated call",
      group: "wire",
      transports: ["grpc"],
      // Field 1 holds the key `nobody`, and an unknown field follows.
      request: { key: "nobody", credential: "subject", rpc: { rawBody: "000000000b0a066e6f626f64797a0161" } },
      expect: { kind: "error", codes: ["NOT_FOUND"] },
      requirements: ["GMM-0201"],
    };
    const found = failed({ case: "explore/1", requirement: "GMM-0201", transport: "grpc" }, generated);
    const path = stored(found);
    const [code, text] = await replay(env, found.id, "--from", path);
    assert.equal(code, 1, text);
    assert.match(text, /again +printf %s AAAAAAsKBm5vYm9keXoBYQ== \| base64 -d \| curl/);
    target.server.setBehaviours([]);
    assert.equal((await replay(env, found.id, "--from", path))[0], 0);
  });

  test("and is blocked where the instance cannot be tested, and where the guard keeps the request in", async (t) => {
    const { target, env } = await startFailing(t);
    const good = failed(KNOWN_PLACE);
    const refusedToken = { ...env, ZITADEL_TOKEN: "no-token-of-this-server" };
    const [code, text] = await replay(refusedToken, good.id, "--from", stored(good));
    assert.equal(code, 2, text);
    assert.match(text, /^BLOCKED .*\n {2}reason {4}.*does not accept/m);
    const unsafe: Case = {
      kind: "single",
      id: "explore/2",
      title: "A generated deletion",
      group: "methods",
      transports: ["rest"],
      request: { key: "x", credential: "subject", rest: { method: "DELETE", rawPath: "/.." } },
      expect: { kind: "open" },
      requirements: ["GMM-0501"],
    };
    const found = failed({ requirement: "GMM-0501" }, unsafe);
    const [skipped, why] = await replay(env, found.id, "--from", stored(found));
    assert.equal(skipped, 2, why);
    assert.match(why, /^BLOCKED .*\n {2}reason {4}needs a throwaway user/m);
    const admin = {
      ZITADEL_BASE_URL: env["ZITADEL_BASE_URL"] ?? "",
      ZITADEL_ADMIN_TOKEN: target.adminToken,
      PROVISIONING_JOURNAL: join(scratchFolder(), "journals"),
    };
    const [refused, reason] = await replay(admin, found.id, "--from", stored(found));
    assert.equal(refused, 2, reason);
    assert.match(reason, /^BLOCKED .*\n {2}reason {4}DELETE goes only to a made-up plain key of a throwaway user/m);
  });
});

test("a replay whose answer leaves nothing to judge is blocked", () => {
  const found = failed(KNOWN_PLACE);
  const judged = row("inapplicable", { ...KNOWN_PLACE, reason: "the answer was not an error" });
  const redactor = createRedactor([]);
  const run = caseRun([judged]);
  const testCase = CASES.find(({ id }) => id === KNOWN_PLACE.case);
  assert.ok(testCase !== undefined);
  const context = { testCase, run, descriptor: FACTS, redactor, isStored: false };
  const { code, text } = replayed(found, [{ row: judged, context }], FACTS);
  assert.equal(code, 2);
  assert.match(text, /^BLOCKED .*\n {2}reason {4}the answer was not an error$/);
});

test("what cannot be replayed is one sentence that says what to do", async () => {
  const folder = scratchFolder();
  const out = { CONFORMANCE_OUT: join(folder, "conformance.json") };
  const found = failed(KNOWN_PLACE);
  const broken = join(folder, "broken.json");
  writeFileSync(broken, "{");
  const other = join(folder, "other.json");
  writeFileSync(other, "{}");
  const old = failed({ case: "missing-key/long-gone", requirement: "GMM-0201" });
  const cases: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
    [[], /^The id of a failure is missing\. Usage: npm run replay -- ID/],
    [["a", "b"], /^b is one too many\. Usage/],
    [["a", "--to", "b"], /Unknown option '--to'.*Usage/],
    [["3f2a91c0"], /^3f2a91c0 is not a stored failure: no run has stored any, so run npm run conformance first/],
    [["3f2a91c0", "--from", join(folder, "none.json")], /none\.json cannot be read: repeat the run that wrote it/],
    [["3f2a91c0", "--from", broken], /broken\.json is not JSON: /],
    [["3f2a91c0", "--from", other], /other\.json does not fit schemas\/failures\.schema\.json/],
    [["3f2a91c0", "--from", stored(found)], new RegExp(`3f2a91c0 is not a stored failure: .* has ${found.id}\\.$`)],
    [["3f2a91c0", "--from", stored()], /holds none, so nothing failed in that run\.$/],
    [
      [old.id, "--from", stored(old)],
      /does not judge GMM-0201 in a case missing-key\/long-gone: run npm run conformance/,
    ],
  ];
  for (const [args, sentence] of cases) {
    const [code, text] = await replay(out, ...args);
    assert.equal(code, 2, text);
    assert.match(text, sentence);
    assert.ok(!text.includes("\n"), text);
  }
  const [code, text] = await replay({ TARGET: "live" }, found.id, "--from", stored(found));
  assert.equal(code, 2);
  assert.match(text, /set it to the instance's own address/);
});

test("an id is that of the place and of what is seen there, and not of its wording", () => {
  const { id } = failed(KNOWN_PLACE);
  const violation = { expected: "other words", actual: "other words", where: "c", seen: "d" };
  assert.equal(failed({ ...KNOWN_PLACE, violations: [violation] }).id, id);
  for (const other of [
    { ...KNOWN_PLACE, requirement: "GMM-0101" },
    { ...KNOWN_PLACE, transport: "grpc" as const },
    { ...KNOWN_PLACE, case: "success/text" },
    { ...KNOWN_PLACE, violations: [{ ...violation, seen: "e" }] },
  ])
    assert.notEqual(failed(other).id, id);
});
