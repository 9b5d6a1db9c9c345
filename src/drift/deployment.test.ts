import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer, Comparable } from "./baseline.ts";
import { compare } from "./compare.ts";
import type { HeaderValue, Observation } from "./observation.ts";

const PRESENT = { kind: "present" } as const;

function header(name: string, value: HeaderValue = PRESENT): Observation {
  return { kind: "header", name, value };
}

function answers(...observations: readonly Observation[]): readonly Answer[] {
  return ["success/text", "success/json"].map((id) => ({ case: id, transport: "rest", observations }));
}

function over(scheme: "http" | "https", ...observations: readonly Observation[]): Comparable {
  return { answers: answers(...observations), noise: [], target: { scheme } };
}

function rowsOf(old: Comparable, now: Comparable): readonly string[] {
  return compare(old, now).rows.map(({ grade, slug, subject }) => `${grade} ${slug} ${subject}`);
}

const SECURE = [
  header("strict-transport-security"),
  header("set-cookie", { kind: "list", items: ["__Host-own;path;secure"] }),
];
const PLAIN = [header("set-cookie", { kind: "list", items: ["own;path"] })];

test("what only https has is no difference from http, and one from https", () => {
  assert.deepEqual(rowsOf(over("https", ...SECURE), over("http", ...PLAIN)), []);
  assert.deepEqual(rowsOf(over("http", ...PLAIN), over("https", ...SECURE)), []);
  const lost = ["risky header-changed header set-cookie", "risky header-changed header strict-transport-security"];
  assert.deepEqual(rowsOf(over("https", ...SECURE), over("https", ...PLAIN)), lost);
  // Nobody knows how a file of another version of the suite was recorded.
  const { answers: recorded } = over("https", ...SECURE);
  assert.deepEqual(rowsOf({ answers: recorded, noise: [] }, over("http", ...PLAIN)), lost);
});

test("secure cookies are the same as plain ones in whichever order, and beside those of load balancers", () => {
  const cookies = (...items: readonly string[]) => header("set-cookie", { kind: "list", items });
  const secure = over("https", cookies("AWSALB;path", "AWSALBCORS;path;secure", "__Host-own;path;secure", "b;path"));
  assert.deepEqual(rowsOf(secure, over("http", cookies("AWSALB;path", "b;path", "own;path"))), []);
});

test("another cookie is a difference between https and http too", () => {
  const other = over("http", header("set-cookie", { kind: "list", items: ["other;path"] }));
  assert.deepEqual(rowsOf(over("https", ...SECURE), other), ["risky header-changed header set-cookie"]);
});

test("a field that the old target sent only now and then is not missed where it sent it", () => {
  const [field, none] = [header("x-quota"), []];
  const old = { answers: answers(field), noise: ["success/big rest header x-quota"] };
  const big: Answer = { case: "success/big", transport: "rest", observations: [field] };
  const withBig = { ...old, answers: [...old.answers, big] };
  assert.deepEqual(rowsOf(withBig, { answers: answers(...none), noise: [] }), []);
  const steady = { answers: old.answers, noise: [] };
  const row = "risky header-changed header x-quota";
  // That the new target sends it only now and then is a loss.
  const now = { answers: answers(...none), noise: ["success/big rest header x-quota"] };
  assert.deepEqual(rowsOf({ ...withBig, noise: [] }, now), [row]);
  assert.deepEqual(rowsOf(steady, { answers: answers(...none), noise: [] }), [row]);
});

test("a field whose value varied was always there, and is missed", () => {
  const field = header("cache-control", { kind: "list", items: ["no-store"] });
  const big = { case: "success/big", transport: "rest" } as const;
  const noise = ["success/big rest header cache-control"];
  const now = { answers: answers(header("cache-control", { kind: "list", items: ["public"] })), noise: [] };
  const varied = { answers: [...answers(field), { ...big, observations: [field] }], noise };
  assert.deepEqual(rowsOf(varied, now), ["risky cache-storage-changed header cache-control"]);
  // Here the first of the two answers lacked it.
  assert.deepEqual(rowsOf({ answers: [...answers(field), { ...big, observations: [] }], noise }, now), []);
});

test("a member that the old target sent only now and then is missed elsewhere", () => {
  const member: Observation = { kind: "member", pointer: "/metadata/key", value: { kind: "requested-key" } };
  const old = { answers: answers(member), noise: ["success/text rest body /metadata/key"] };
  assert.deepEqual(rowsOf(old, { answers: answers(), noise: [] }), [
    "breaking documented-member-removed body /metadata/key",
  ]);
});
