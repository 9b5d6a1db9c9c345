import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test, type TestContext } from "node:test";
import pMap from "p-map";
import { CASES } from "../../src/cases/index.ts";
import { allTests, testsOf, type Test } from "../../src/cases/tests.ts";
import type { Case } from "../../src/contract/case.ts";
import { FAULTS } from "../../src/mutation/faults/index.ts";
import { openRunner } from "../../src/provisioning/open-runner.ts";
import type { Row } from "../../src/runner/result.ts";
import type { Role } from "../../src/servers/reference/model.ts";
import { PROFILES, type Profile } from "../../src/servers/reference/profiles/profile.ts";
import { readKnownDeviations } from "../../src/settings/read-known-deviations.ts";
import type { OpenTarget, TargetDescriptor } from "../../src/target/descriptor.ts";
import { openLiveTarget, startLive, userNames, type LiveServer } from "../support/live-server.ts";

const known = readKnownDeviations();

/** Cases under way at the same time: all at once, a loaded machine answers some of them too late. */
const AT_ONCE = 16;

/** Where one bad answer is enough, fewer are asked in vain. */
const FEW = 3;

/** One way of running against a release; recording.test.ts has those from recordings. */
interface Way {
  readonly name: string;
  readonly open: (t: TestContext, profile: Profile) => Promise<Opened>;
  /** Causes that cannot be seen this way, as what shows them is not asked or not stored. */
  readonly unseen: readonly string[];
  /** True when nothing may be skipped. */
  readonly isPrepared?: boolean;
}

/** A target, and the server that it is on. */
interface Opened {
  readonly live: LiveServer;
  readonly target: OpenTarget;
  /** The users that the server had before. */
  readonly users: readonly string[];
}

/** Nobody stored the key with a slash, so that nothing differs from a missing key. */
const ONE_KEY = ["KD-01"];

const WAYS: readonly Way[] = [
  { name: "reading the one key of a user", open: readOnly({}), unseen: ONE_KEY },
  {
    name: "knowing the value and with another user's token",
    open: readOnly({ ZITADEL_METADATA_VALUE: "dGV4dA==" }, "other"),
    unseen: ONE_KEY,
  },
  // The role with the fewest rights.
  { name: "with an administrator's token alone", open: provisioned("ORG_USER_MANAGER"), unseen: [], isPrepared: true },
];

/** A user who has nothing but one key, and perhaps another user. */
function readOnly(env: Readonly<Record<string, string>>, ...others: readonly "other"[]): Way["open"] {
  return async (t, profile) => {
    const live = await startLive(t, { profile });
    const rest = Object.entries(live.env).filter(([setting]) => setting !== "ZITADEL_ADMIN_TOKEN");
    const other = others.map((name) => ["ZITADEL_OTHER_TOKEN", plainUser(live, name)] as const);
    return opened(live, {
      ...Object.fromEntries(rest),
      ...env,
      ...Object.fromEntries(other),
      ZITADEL_TOKEN: plainUser(live, "subject"),
      ZITADEL_METADATA_KEY: "key1",
      ZITADEL_VERSION: profile.version,
    });
  };
}

function plainUser({ server }: LiveServer, name: string): string {
  const { state } = server.server;
  const user = state.addUser(state.newId(), "100000000000000001", { userName: `plain-${name}` });
  state.put(user, "key1", name === "other" ? "another text" : "text");
  const token = `plain-token-of-${name}-1`;
  state.tokens.set(token, { user, expires: state.now() + 3_600_000 });
  return token;
}

function provisioned(adminRole: Role): Way["open"] {
  return async (t, profile) => {
    const live = await startLive(t, { profile, adminRole });
    return opened(live, { ...live.env, ZITADEL_VERSION: profile.version });
  };
}

async function opened(live: LiveServer, env: LiveServer["env"]): Promise<Opened> {
  const users = userNames(live);
  return { live, target: await openLiveTarget(env), users };
}

/** Scenarios change values, which no known cause is about. */
function withoutScenarios(cases: readonly Case[]): readonly Test[] {
  return testsOf(cases.filter(({ kind }) => kind !== "scenario"));
}

/** What tests give. */
async function judged(descriptor: TargetDescriptor, tests: readonly Test[]): Promise<readonly Row[]> {
  const runner = openRunner(descriptor, { known });
  try {
    const runs = await pMap(tests, ({ testCase, transport }) => runner.run(testCase, transport), {
      concurrency: AT_ONCE,
    });
    return runs.flatMap(({ rows }) => rows);
  } finally {
    runner.close();
  }
}

/** The causes that explain rows. */
function causesOf(rows: readonly Row[]): readonly string[] {
  const found = rows.flatMap(({ verdict, reason = "" }) =>
    verdict === "known" ? (reason.match(/KD-\d+/g) ?? []) : [],
  );
  return [...new Set(found)].sort();
}

function badOf(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ verdict }) => !["pass", "known", "inapplicable", "skipped"].includes(verdict));
}

for (const profile of PROFILES) {
  for (const { name, open, unseen, isPrepared = false } of WAYS) {
    const left = isPrepared ? ", nothing is skipped, and no user is left" : "";
    test(`${profile.name} is green ${name}, with the same causes${left}`, async (t) => {
      const { live, target, users } = await open(t, profile);
      const rows = await judged(target.descriptor, isPrepared ? allTests() : withoutScenarios(CASES)).finally(
        target.close,
      );
      assert.deepEqual(badOf(rows), []);
      const expected = known.map(({ id }) => id).filter((id) => !unseen.includes(id));
      assert.deepEqual(causesOf(rows), expected);
      assert.deepEqual(userNames(live), users);
      if (!isPrepared) return;
      const unprepared = rows.filter(
        ({ verdict, reason = "" }) =>
          verdict === "skipped" || (/needs|not known/.test(reason) && !reason.includes("KD-")),
      );
      assert.deepEqual(unprepared, []);
      assert.deepEqual(readdirSync(live.journal), []);
    });
  }
}

const REQUIREMENTS = new Set(known.flatMap(({ signs }) => signs.flatMap(({ requirements }) => requirements)));

/** The cases in which something is excused, and their requirements as far as something is. */
const EXCUSED = CASES.filter(({ requirements }) => requirements.some((id) => REQUIREMENTS.has(id)));

/** Faults that the releases have themselves, so that they bring nothing new. */
const OF_THE_RELEASES: readonly string[] = [
  "keys/bad-utf8-fails",
  "credentials/lower-case-refused",
  "credentials/upper-case-refused",
  "credentials/two-spaces-refused",
  "credentials/challenge-is-message",
  "methods/no-allow",
  "credentials/challenge-repeats",
];

/** Whether a row is bad: asks no further once one is, which is mostly among the first. */
async function isNoticed(descriptor: TargetDescriptor, cases: readonly Case[]): Promise<boolean> {
  const runner = openRunner(descriptor, { known });
  let found = false;
  const judge = async ({ testCase, transport }: Test): Promise<void> => {
    if (found) return;
    const { rows } = await runner.run(testCase, transport);
    if (badOf(rows).length > 0) found = true;
  };
  try {
    await pMap(withoutScenarios(cases), judge, { concurrency: FEW });
    return found;
  } finally {
    runner.close();
  }
}

for (const profile of PROFILES) {
  test(`${profile.name}: the list hides no fault of what it excuses`, async (t) => {
    const { server } = await startLive(t, { profile });
    const survivors: string[] = [];
    for (const fault of FAULTS.filter(({ requirement }) => REQUIREMENTS.has(requirement))) {
      server.server.setBehaviours([...profile.behaviours, fault.behaviour]);
      const cases = EXCUSED.filter(({ requirements }) => requirements.includes(fault.requirement));
      if (!(await isNoticed(server.descriptor, cases))) survivors.push(fault.id);
    }
    assert.deepEqual(survivors, OF_THE_RELEASES);
  });
}

test("an administrator who may only look is refused in a sentence", async (t) => {
  const live = await startLive(t, { adminRole: "ORG_OWNER_VIEWER" });
  await assert.rejects(openLiveTarget(live.env), /may not manage users .*HTTP 403.*role ORG_USER_MANAGER/);
});
