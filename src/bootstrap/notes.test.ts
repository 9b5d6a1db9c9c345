import assert from "node:assert/strict";
import { test } from "node:test";
import { exchange, FACTS } from "../../tests/support/report-samples.ts";
import type { Access } from "../target/access.ts";
import { clockNotes, clocksOf } from "./clock-skew.ts";
import { tokenNotes } from "./token-end.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");

test("the servers' clocks are measured by every Date, and a difference above 30 s is said", () => {
  const { response, ...rest } = exchange({});
  const at = (...dates: string[]) =>
    dates.map((date) => ({
      ...rest,
      startedAt: NOW,
      duration: 1000,
      response: { ...response, headers: [["Date", date] as const] },
    }));
  const ahead = "Thu, 01 Jan 2026 00:10:00 GMT";
  const behind = "Wed, 31 Dec 2025 23:58:00 GMT";
  assert.deepEqual(clocksOf(at("soon", ahead)), { ahead: 600_000, apart: 0 });
  assert.deepEqual(clocksOf(at(behind, ahead)), { ahead: 600_000, apart: 720_000 });
  assert.equal(clocksOf(at("soon")), null);
  assert.equal(clocksOf([]), null);
  assert.match(clockNotes({ ahead: 600_000, apart: 0 })[0] ?? "", /600 s ahead of this machine's/);
  assert.match(clockNotes({ ahead: -31_000, apart: 1000 })[0] ?? "", /31 s behind this machine's/);
  assert.match(clockNotes({ ahead: 0, apart: 31_000 })[0] ?? "", /Dates that lie 31 s apart/);
  assert.deepEqual(clockNotes({ ahead: 30_000, apart: 30_000 }), []);
  assert.match(clockNotes(null)[0] ?? "", /No answer has a Date/);
});

function jwt(claims: object): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;
}

test("a JWT that ends soon is warned of, and nothing is read from any other token", () => {
  const notes = (token: string): string[] => tokenNotes({ ...FACTS, tokens: { subject: token } }, NOW);
  const soon = jwt({ exp: NOW / 1000 + 60 });
  assert.match(notes(soon).join(), /^ZITADEL_TOKEN ends at 2026-01-01T00:01:00Z/);
  for (const token of [
    "opaque",
    "a.b.c",
    jwt({ exp: "1" }),
    jwt({}),
    jwt({ exp: NOW / 1000 + 3600 }),
    jwt({ exp: -1e30 }),
  ]) {
    assert.deepEqual(notes(token), []);
  }
});

test("of an administrator's token too, and of none that the run gets itself", () => {
  const soon = jwt({ exp: NOW / 1000 + 60 });
  const run = { subjectId: "1", names: "run", journal: null };
  const as = (access: Access): string[] =>
    tokenNotes({ ...FACTS, tokens: { subject: soon, other: soon }, provisioning: { ...run, access } }, NOW);
  assert.deepEqual(as({ kind: "token", token: soon }), [
    "ZITADEL_ADMIN_TOKEN ends at 2026-01-01T00:01:00Z, which may be before the run does, and leave its users behind: give one that lives longer.",
  ]);
  assert.deepEqual(as({ kind: "token", token: "opaque" }), []);
  const client = { kind: "client", id: "a", secret: "b" } as const;
  assert.deepEqual(as(client), []);
  assert.deepEqual(tokenNotes({ ...FACTS, tokens: { subject: soon }, access: client }, NOW), []);
});
