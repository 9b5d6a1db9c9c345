import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { openRunner } from "../provisioning/open-runner.ts";
import { driftConsole } from "../report/drift/text.ts";
import type { Runner } from "../runner/runner.ts";
import type { Behaviour } from "../servers/reference/behaviour.ts";
import { openReference } from "../servers/reference/open.ts";
import { READ_ONLY, THROWAWAY_USERS } from "../target/capabilities.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { scratchFolder } from "../../tests/support/scratch.ts";
import type { Answer, Baseline } from "./baseline.ts";
import { toText } from "./file-form.ts";
import { recordBaseline } from "./make.ts";
import { readBaseline } from "./read.ts";
import { driftReport, type DriftReport } from "./report.ts";
import { fingerprintOf } from "./stored.ts";

const { server, descriptor, close } = await openReference();
after(close);

const PREPARED: TargetDescriptor = { ...descriptor, kind: "live", capabilities: THROWAWAY_USERS };
const { subject = "", other = "" } = descriptor.tokens;

/** A user who only reads, and is known to have one key. */
function reader(token: string): TargetDescriptor {
  const stored = [{ key: "key1", value: null }];
  const known = { tokens: { subject: token }, stored, storedByOther: [], complete: false } as const;
  return { ...PREPARED, ...known, capabilities: READ_ONLY };
}

/** Has all of the suite's keys. */
const RICH = reader(subject);
/** Has the key `key1`, and nothing else that the suite asks for. */
const POOR = reader(other);

const TESTS =
  /^(missing-key\/(case-differs|nobody)|parity\/(case-differs|percent)|success\/text|bad-token\/(none|wrong)) /;
const NOTHING = { rows: [], exchanges: [], retries: 0, throttled: { count: 0, waitedMs: 0 } };
const OPTIONS = { suiteVersion: "1", twice: false, contract: { reason: "none" }, redact: (text: string) => text };

async function baselineOf(target: TargetDescriptor, ...behaviours: readonly Behaviour[]): Promise<Baseline> {
  server.setBehaviours(behaviours);
  const runner = openRunner(target);
  const some: Runner = {
    ...runner,
    run: (testCase, transport) =>
      TESTS.test(`${testCase.id} ${transport}`)
        ? runner.run(testCase, transport)
        : Promise.resolve({ case: testCase.id, transport, ...NOTHING }),
  };
  try {
    return await recordBaseline(target, some, OPTIONS);
  } finally {
    runner.close();
  }
}

/** A release that takes one key for another over REST. */
function takes(key: string, as: string): Behaviour {
  return {
    raw: (raw) => ({ ...raw, target: raw.target.replace(new RegExp(`/metadata/${key}$`), `/metadata/${as}`) }),
  };
}

const LOSES = takes("KEY1", "lost");
const SERVES = takes("KEY1", "key1");

function report(old: Baseline, now: Baseline): DriftReport {
  return driftReport(old, now, { accepted: [], today: "2026-01-01", places: { old: "a.json", new: "b.json" } });
}

/** The breaking rows, by rule and places. */
function breaks(old: Baseline, now: Baseline): readonly string[] {
  return report(old, now).rows.flatMap(({ grade, slug, places }) => {
    const names = places.map((place) => (typeof place === "string" ? place : `${place.case} ${place.transport}`));
    return grade === "breaking" ? [`${slug}: ${names.join(", ")}`] : [];
  });
}

/** As a former version recorded it. */
function withoutStored({ case: id, transport, observations }: Answer): Answer {
  return { case: id, transport, observations };
}

/** The same answers to another user. */
function another(baseline: Baseline): Baseline {
  return { ...baseline, target: { ...baseline.target, user: "0123456789abcdef" } };
}

const [prepared, rich, poor] = [await baselineOf(PREPARED), await baselineOf(RICH), await baselineOf(POOR)];

const EVERYWHERE = ["grpc", "grpc-web", "rest"];
const APART = ["missing-key/case-differs", "parity/case-differs", "parity/percent"].flatMap((id) =>
  EVERYWHERE.map((transport) => `${id} ${transport}`),
);
const LOST = ["success-became-error: missing-key/case-differs rest, parity/case-differs rest"];

test("what only one of two users has stored is not compared, in either direction, and is named", () => {
  for (const [old, now] of [
    [prepared, poor],
    [poor, prepared],
    [rich, poor],
    [poor, rich],
  ] as const) {
    const drift = report(old, now);
    assert.deepEqual([breaks(old, now), drift.safe, drift.storedOtherwise], [[], true, APART]);
    assert.match(
      driftConsole(drift, true),
      /\nNot compared over grpc, grpc-web, rest, as the users .*: missing-key\/case-differs, parity\/case-differs, parity\/percent\./,
    );
    assert.match(driftConsole(drift, true), /, by \d+ of \d+ answers/);
  }
  assert.deepEqual(report(prepared, rich).storedOtherwise, []);
});

test("a file keeps what is known of what is stored", () => {
  const file = join(scratchFolder(), "poor.json");
  writeFileSync(file, toText(poor));
  assert.deepEqual(readBaseline(file), poor);
});

test("a release that loses a key, or serves one that is not stored, breaks a user who was prepared", async () => {
  const loses = await baselineOf(PREPARED, LOSES);
  assert.deepEqual(breaks(prepared, loses), LOST);
  const serves = await baselineOf(PREPARED, takes("no-such-key", "key1"));
  assert.deepEqual(breaks(prepared, serves), ["answer-changed: missing-key/nobody rest"]);
});

test("and the same user who only reads", async () => {
  assert.deepEqual(breaks(rich, await baselineOf(RICH, LOSES)), LOST);
  const serves = await baselineOf(POOR, SERVES);
  const wrongly = ["answer-changed: missing-key/case-differs rest, parity/case-differs rest"];
  assert.deepEqual(breaks(poor, serves), wrongly);
});

test("a prepared user who lacks what is stored shows it, whatever the old user has", async () => {
  const loses = await baselineOf(PREPARED, LOSES);
  assert.deepEqual(breaks(rich, loses), LOST);
  // Both answers are the same, and the new one should not be.
  assert.deepEqual(breaks(poor, loses), [
    "answer-changed: parity/case-differs grpc-web",
    "violation-breaking: missing-key/case-differs rest",
  ]);
});

test("another user whom one transport serves, and another does not, has the key", async () => {
  const loses = await baselineOf(RICH, LOSES);
  assert.deepEqual(breaks(prepared, loses), LOST);
  assert.deepEqual(breaks(another(rich), loses), LOST);
});

test("another user who gets the entry of another key is served wrongly", async () => {
  const serves = await baselineOf(POOR, SERVES);
  const wrongly = ["answer-changed: missing-key/case-differs rest, parity/case-differs rest"];
  assert.deepEqual(breaks(another(poor), serves), wrongly);
});

test("files of former versions, which do not say what is stored, are compared as they are", () => {
  const former = { ...poor, answers: poor.answers.map(withoutStored) };
  assert.equal(report(prepared, former).safe, false);
});

test("a user has one fingerprint by token, key file or client, and none where all that is stored is known", () => {
  const client = { kind: "client", id: "a", secret: "b" } as const;
  const key = (userId: string) => ({ kind: "key", file: { keyId: "1", key: "k", userId } }) as const;
  const prints = [
    POOR,
    RICH,
    { ...POOR, key: "key2" },
    { ...POOR, access: client },
    { ...POOR, access: client, baseUrl: "https://other.example" },
    { ...POOR, access: key("1") },
  ].map(fingerprintOf);
  assert.equal(new Set(prints).size, prints.length);
  const renewed = { ...POOR, access: key("1"), tokens: { subject: "another" } };
  assert.equal(fingerprintOf(renewed), prints.at(-1));
  assert.equal(fingerprintOf(PREPARED), undefined);
});
