import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { CASES } from "../../src/cases/index.ts";
import type { Case } from "../../src/contract/case.ts";
import { TRANSPORTS } from "../../src/contract/transport.ts";
import { failure } from "../../src/mutation/faults/change.ts";
import { createRunner } from "../../src/runner/runner.ts";
import { storedFailure, type StoredFailure } from "../../src/runner/stored-failure.ts";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { openReference, type OpenReference } from "../../src/servers/reference/open.ts";
import { liveDescriptorFor } from "../support/live-descriptor.ts";
import { scratchFolder } from "../support/scratch.ts";
import { failed, KNOWN_PLACE, replay, stored } from "../support/replaying.ts";

type Env = Readonly<Record<string, string>>;

/** Every missing key is answered as a fault of the server's. */
const failing: Behaviour = {
  answer: (answer) => (answer.kind === "error" && answer.error.code === 5 ? failure(13, 500) : answer),
};

/** A server that has the fault, and the settings for a user of it. */
async function startFailing(t: TestContext): Promise<{ readonly target: OpenReference; readonly env: Env }> {
  const target = await openReference();
  t.after(() => target.close());
  target.server.setBehaviours([failing]);
  const { baseUrl, tokens } = target.descriptor;
  const env = { ZITADEL_BASE_URL: baseUrl, ZITADEL_TOKEN: tokens.subject ?? "", RETRY_AFTER_LIMIT_MS: "0" };
  return { target, env };
}

/** What a case shows over every transport, as a run stores it: secrets.test.ts replays from the file of a whole run. */
async function failuresOf({ descriptor }: OpenReference, id: string): Promise<readonly StoredFailure[]> {
  const testCase = CASES.find((each) => each.id === id);
  assert.ok(testCase !== undefined, "testCase is missing");
  const { baseUrl, tokens, key } = descriptor;
  const runner = createRunner(liveDescriptorFor({ baseUrl, token: tokens.subject ?? "", key }));
  const runs = await Promise.all(TRANSPORTS.map((transport) => runner.run(testCase, transport)));
  runner.close();
  return runs.flatMap(({ rows }) => rows.flatMap((row) => storedFailure(row) ?? []));
}

describe("a failure is replayed by the id that it was printed with", { concurrency: 4 }, () => {
  test("until it is fixed, over every transport", async (t) => {
    const { target, env } = await startFailing(t);
    const failures = await failuresOf(target, "missing-key/nobody");
    const path = stored(...failures);
    const one = TRANSPORTS.map((each) => failures.find(({ transport }) => transport === each));

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
    const [fixed] = await replay({ TARGET: "reference" }, found.id, "--from", stored(found));
    assert.equal(fixed, 0);
    // As in a shell that lacks the settings of the run: the embedded server would look as if it were fixed.
    for (const unset of [{}, { ZITADEL_BASE_URL: "" }]) {
      const [wrong, said] = await replay(unset, found.id, "--from", stored(found));
      assert.equal(wrong, 2, said);
      assert.equal(
        said,
        `${found.id} is a failure of the target live at http://x, and the settings name no target: set ZITADEL_BASE_URL, or TARGET=reference for the embedded server.`,
      );
    }
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
