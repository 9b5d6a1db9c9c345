import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckInput } from "../checks/check.ts";
import { CHECKS } from "../checks/index.ts";
import type { Case } from "./case.ts";
import { secondRequest, stepsOf } from "./case.ts";
import type { RequirementId } from "./requirements/index.ts";

// The compiler judges what follows: a line marked as an expected error fails `npm run lint` once it compiles.

const request = { key: "{key}", credential: "subject" } as const;
const base = {
  id: "success/example",
  title: "An example",
  group: "success",
  transports: ["rest"],
  request,
  expect: { kind: "stored" },
  requirements: ["GMM-0101"],
} as const;

test("a case is of one kind", () => {
  const single: Case = { ...base, kind: "single" };
  const pair: Case = { ...base, kind: "pair", then: request };
  const scenario: Case = { ...base, kind: "scenario", steps: [{ do: "read" }] };
  assert.deepEqual([single, pair, scenario].map(secondRequest), [undefined, request, undefined]);
  assert.deepEqual([single, pair, scenario].map(stepsOf), [undefined, undefined, [{ do: "read" }]]);

  // @ts-expect-error A case says what kind it is.
  const unnamed: Case = { ...base };
  // @ts-expect-error A second request makes a pair.
  const second: Case = { ...base, kind: "single", then: request };
  // @ts-expect-error A pair has a second request.
  const alone: Case = { ...base, kind: "pair" };
  // @ts-expect-error A scenario has no second request.
  const both: Case = { ...base, kind: "scenario", steps: [], then: request };
  // @ts-expect-error Steps make a scenario.
  const steps: Case = { ...base, kind: "parity", steps: [] };
  // @ts-expect-error No requirement has this id.
  const unknown: Case = { ...base, kind: "single", requirements: ["GMM-9999"] };
  assert.equal([unnamed, second, alone, both, steps, unknown].length, 6);
});

test("a check has a requirement, and a requirement a check", () => {
  const noCheck = (): never => assert.fail("nobody calls this");
  // @ts-expect-error No requirement has this id.
  const extra: typeof CHECKS = { ...CHECKS, "GMM-9999": noCheck };
  const { "GMM-0101": left, ...rest } = CHECKS;
  // @ts-expect-error GMM-0101 has no check.
  const missing: Readonly<Record<RequirementId, unknown>> = rest;
  assert.equal(Object.keys(extra).length, Object.keys(missing).length + 2);
  assert.equal(typeof left, "function");
});

test("a check sees a second answer only of a pair", () => {
  // @ts-expect-error Not every input has a second answer.
  const name: keyof CheckInput = "second";
  assert.equal(name, "second");
});
