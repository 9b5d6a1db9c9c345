import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer, Comparable } from "./baseline.ts";
import { compare } from "./compare.ts";
import type { Observation } from "./observation.ts";

const IDS = ["success/text", "success/json", "success/big"] as const;

const QUOTA: Observation = { kind: "header", name: "x-quota", value: { kind: "present" } };
const VIA: Observation = { kind: "header", name: "via", value: { kind: "present" } };
const CODED: Observation = { kind: "header", name: "content-encoding", value: { kind: "list", items: ["gzip"] } };
const KEY: Observation = { kind: "member", pointer: "/metadata/key", value: { kind: "requested-key" } };
const MORE: Observation = { kind: "member", pointer: "/more", value: { kind: "type", type: "string" } };
const TEXT: Observation = { kind: "member", pointer: "/message", value: { kind: "text", text: "a" } };
const OTHER_TEXT: Observation = { kind: "member", pointer: "/message", value: { kind: "text", text: "b" } };

/** Answers, each with what it has of one thing, or nothing. */
function target(had: readonly (Observation | undefined)[], noise: readonly string[] = []): Comparable {
  const answers = IDS.map((id, at): Answer => {
    const own = had[at];
    return { case: id, transport: "rest", observations: own === undefined ? [] : [own] };
  });
  return { answers, noise };
}

function mixed(old: Comparable, now: Comparable): readonly string[] {
  return compare(old, now).mixed;
}

/** Noise in this subject in the first answers, so many of them. */
function varied(subject: string, count: number): readonly string[] {
  return IDS.slice(0, count).map((id) => `${id} rest ${subject}`);
}

test("what some answers of a new target lack, and others lack now and then, is of a mixed deployment", () => {
  for (const [has, subject] of [
    [QUOTA, "header x-quota"],
    [KEY, "body /metadata/key"],
  ] as const) {
    const old = target([has, has, has]);
    assert.deepEqual(mixed(old, target([has, has, undefined], varied(subject, 2))), [subject]);
    // Nothing but noise, and so no row, though half of the answers were of the other release.
    const now = target([has, undefined, has], varied(subject, 3));
    assert.deepEqual([mixed(old, now), compare(old, now).rows], [[subject], []]);
  }
});

test("a member that the new target sends now and then is of a mixed deployment, and a header field may be of a proxy", () => {
  const none = target([]);
  assert.deepEqual(mixed(none, target([MORE, undefined, MORE], varied("body /more", 2))), ["body /more"]);
  assert.deepEqual(mixed(none, target([QUOTA, undefined, QUOTA], varied("header x-quota", 2))), []);
});

test("what varies on the way, or in words, is of no mixed deployment", () => {
  const via = target([VIA, VIA, VIA]);
  assert.deepEqual(mixed(via, target([VIA, undefined, undefined], varied("header via", 2))), []);
  assert.deepEqual(mixed(target([]), target([CODED, undefined, CODED], varied("header content-encoding", 2))), []);
  const texts = target([TEXT, TEXT, TEXT]);
  assert.deepEqual(mixed(texts, target([OTHER_TEXT, TEXT, OTHER_TEXT], varied("body /message", 2))), []);
});

test("a target that is steady, or odd once, or as unsteady as the old one, is not mixed", () => {
  const old = target([QUOTA, QUOTA, QUOTA]);
  const some = [QUOTA, undefined, undefined];
  assert.deepEqual(mixed(old, target(some)), []);
  assert.deepEqual(mixed(old, target(some, varied("header x-quota", 1))), []);
  const unsteady = target([QUOTA, QUOTA, QUOTA], varied("header x-quota", 1));
  assert.deepEqual(mixed(unsteady, target(some, varied("header x-quota", 2))), []);
  // Now and then in the answers over another transport.
  const overGrpc = varied("header x-quota", 2).map((name) => name.replace("rest", "grpc"));
  assert.deepEqual(mixed(old, target(some, overGrpc)), []);
});
