import assert from "node:assert/strict";
import { test } from "node:test";
import type { FaultRow, Matrix } from "./matrix.ts";
import { showWhoNoticed } from "./show-who-noticed.ts";

const row: FaultRow = {
  fault: { id: "success/x", statement: "x is y", requirement: "GMM-0101", transports: ["rest", "grpc"] },
  noticed: [
    { requirement: "GMM-0101", transport: "grpc", cases: ["a", "b", "c", "d", "e"] },
    { requirement: "GMM-0101", transport: "rest", cases: ["a", "b", "c", "d", "e"] },
    { requirement: "GMM-0102", transport: "rest", cases: ["a"] },
  ],
  missed: [],
  drift: {
    stated: "breaking",
    found: "breaking",
    rows: [{ rule: "DRIFT-0101", slug: "success-changed", grade: "breaking", subject: "status", places: ["a rest"] }],
  },
  reversed: { found: "compatible", fixed: ["status"] },
};

function shown(faults: readonly FaultRow[], rest: Partial<Matrix> = {}): string {
  return showWhoNoticed({
    faults,
    variations: [],
    circumstances: [],
    generic: [],
    explored: [],
    untested: [],
    ...rest,
  });
}

test("a fault is shown with the requirements, transports, cases and rows of drift that noticed it", () => {
  assert.deepEqual(shown([row]).split("\n"), [
    "success/x: x is y",
    "  names     GMM-0101 on rest, grpc",
    "  noticed   GMM-0101  grpc, rest: a, b, c, d and 1 more",
    "            GMM-0102  rest: a",
    "  drift     breaking, as stated",
    "            DRIFT-0101 success-changed  breaking  status: a rest",
    "",
  ]);
});

test("a fault that a release had is shown with who reported it", () => {
  const text = shown([{ ...row, fault: { ...row.fault, source: "issue 1 of 2026" } }]);
  assert.match(text, /^success\/x: x is y\n {2}reported {2}issue 1 of 2026\n {2}names {5}GMM-0101 on rest, grpc$/m);
});

test("a fault that nothing noticed is shown with what to do", () => {
  const text = shown([{ ...row, noticed: [], missed: ["GMM-0101 rest", "GMM-0101 grpc"] }]);
  assert.match(text, /unnoticed nothing noticed it: fix the check of GMM-0101 \(src\/checks\), or add a case/);
  assert.match(shown([{ ...row, missed: ["GMM-0101 rest"] }]), /missed {4}by GMM-0101 rest: fix that check/);
});

test("a fault that drift grades differently is shown with both grades", () => {
  const text = shown([{ ...row, drift: { stated: "risky", found: null, rows: [] } }]);
  assert.match(text, /drift {5}no difference, but the entry states risky/);
});

test("generic faults are listed only where nothing else is chosen", () => {
  const generic = [{ id: "generic/rest x", fate: "noticed", requirements: ["GMM-0101"] }] as const;
  assert.match(shown([], { generic }), /^generic\/rest x: noticed GMM-0101$/m);
  assert.doesNotMatch(shown([row], { generic }), /generic/);
});
