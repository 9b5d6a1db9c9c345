import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { CASES } from "../../cases/index.ts";
import { openInterposer } from "../../mutation/circumstances/interposer.ts";
import { withHeader } from "../../mutation/circumstances/answers.ts";
import { openRunner } from "../../provisioning/open-runner.ts";
import type { Behaviour } from "../../servers/reference/behaviour.ts";
import { openReference } from "../../servers/reference/open.ts";
import { THROWAWAY_USERS } from "../../target/capabilities.ts";
import type { Row } from "../result.ts";

/** Judges one case over REST where every answer says the same of a cache. */
async function rowsOf(t: TestContext, id: string, saying: string, behaviour: Behaviour): Promise<readonly Row[]> {
  const reference = await openReference();
  t.after(() => reference.close());
  reference.server.setBehaviours([behaviour]);
  const after = { after: (answer: Parameters<typeof withHeader>[0]) => withHeader(answer, "x-cache", saying) };
  const cache = await openInterposer(reference.server.respond, after);
  t.after(() => cache.close());
  const runner = openRunner({
    ...reference.descriptor,
    kind: "live",
    baseUrl: cache.baseUrl,
    capabilities: THROWAWAY_USERS,
  });
  try {
    const testCase = CASES.find((each) => each.id === id);
    assert.ok(testCase !== undefined, "case is missing");
    return (await runner.run(testCase, "rest")).rows;
  } finally {
    runner.close();
  }
}

function verdictOf(rows: readonly Row[], requirement: string): string | undefined {
  return rows.find((row) => row.requirement === requirement)?.verdict;
}

/** The server accepts any token, and lets shared caches store what it answers. */
const OPEN: Behaviour = {
  authentication: (found, _, state) => {
    const [user] = [...state.users.values()];
    return "user" in found || user === undefined ? found : { user };
  },
  wire: (wire) => withHeader(wire, "cache-control", "public, max-age=60"),
};

test("what a cache answered blocks the requirements against which it is, and no others", async (t) => {
  const rows = await rowsOf(t, "bad-token/expired", "HIT", OPEN);
  assert.equal(verdictOf(rows, "GMM-0405"), "blocked");
  assert.match(
    rows.find(({ requirement }) => requirement === "GMM-0405")?.reason ?? "",
    /^A cache in front of http:\/\/127\.0\.0\.1:\d+ answered in ZITADEL's place \(x-cache: HIT\): let it store no answers to requests with Authorization/,
  );
});

test("what was fetched for its request is the vendor's", async (t) => {
  assert.equal(verdictOf(await rowsOf(t, "bad-token/expired", "MISS", OPEN), "GMM-0405"), "fail");
});

test("a vendor whose own fields let a cache store its answers deviates there, whoever answered", async (t) => {
  const id = CASES.find(({ requirements, kind }) => kind === "single" && requirements.includes("GMM-0117"))?.id ?? "";
  assert.equal(verdictOf(await rowsOf(t, id, "HIT", OPEN), "GMM-0117"), "deviation");
});
