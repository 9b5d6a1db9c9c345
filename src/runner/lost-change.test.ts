import assert from "node:assert/strict";
import { test } from "node:test";
import type { HeaderList } from "../protocol/exchange.ts";
import type { Evidence, Outcome } from "../protocol/outcome.ts";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import { exchange } from "../../tests/support/report-samples.ts";
import { afterLaterChange, type HiddenChange, type Looking } from "./lost-change.ts";

const MISSING: Outcome = { kind: "error", code: 5, message: "", details: [] };

function evidence(outcome: Outcome, received: HeaderList = []): Evidence {
  return { exchange: exchange({ received }), outcome, body: { kind: "json", value: {}, problem: undefined } };
}

/** A vendor who shows what is written so many milliseconds later, or never; what was asked for before is still missing. */
function vendor(delay: number): { readonly looking: Looking; readonly written: string[] } {
  const clock = new FakeClock();
  const [written, values] = [[] as string[], new Map<string, { readonly value: Uint8Array; readonly from: number }>()];
  const nothing = (): Promise<never> => Promise.reject(new Error("No such change is made here"));
  const looking: Looking = {
    adminClient: {
      write: (key, value) => {
        written.push(key);
        values.set(key, { value, from: clock.now() + delay });
        return Promise.resolve();
      },
      delete: nothing,
      createRevocableUser: nothing,
    },
    ask: (key) => {
      const stored = values.get(key);
      const isShown = stored !== undefined && stored.from <= clock.now();
      const metadata = isShown ? { key, value: stored.value, details: undefined } : undefined;
      return Promise.resolve(evidence(metadata === undefined ? MISSING : { kind: "success", metadata }));
    },
    projectionTimeout: 1000,
    clock,
    target: { baseUrl: "https://id.example.com" },
  };
  return { looking, written };
}

test("where a later change shows, the earlier one was lost, and its answer is judged", async () => {
  const { looking, written } = vendor(400);
  const answer = await afterLaterChange("fresh-1", { evidence: evidence(MISSING), waited: 1000 }, looking);
  assert.deepEqual(answer.outcome, MISSING);
  assert.match(written.join(" "), /^later-[0-9a-f]{12}$/);
});

test("each later change has a key of its own: what one that is older shows says nothing", async () => {
  const { looking, written } = vendor(400);
  const hidden = { evidence: evidence(MISSING), waited: 1000 };
  await afterLaterChange("fresh-1", hidden, looking);
  await afterLaterChange("fresh-1", hidden, looking);
  assert.equal(new Set(written).size, 2);
});

test("a later change that is answered with something else does not show", async () => {
  const { looking } = vendor(0);
  const broken = { ...looking, ask: () => Promise.resolve(evidence({ ...MISSING, code: 13 })) };
  const hidden = { evidence: evidence(MISSING), waited: 1000 };
  await assert.rejects(afterLaterChange("fresh-1", hidden, broken), { name: "AdminClientError" });
});

test("where the later change does not show either, the projections are slow", async () => {
  const { looking } = vendor(Infinity);
  await assert.rejects(afterLaterChange("fresh-1", { evidence: evidence(MISSING), waited: 1234 }, looking), {
    name: "AdminClientError",
    message: /^The instance's projections are slow: after 1234 ms rest still answered .*raise PROJECTION_TIMEOUT_MS/,
  });
});

test("a cache that says that it answered is named", async () => {
  const { looking, written } = vendor(0);
  const hidden = { evidence: evidence(MISSING, [["X-Cache", "HIT"]]), waited: 1000 };
  // The sample has no credentials, and its status is a success.
  await assert.rejects(afterLaterChange("fresh-1", hidden, looking), {
    message: /^A cache in front of \S+ .*X-Cache: HIT/,
  });
  assert.deepEqual(written, []);
});

test("where a cache may have answered, nothing is judged and nothing more is written", async () => {
  for (const name of ["Age", "x-cache", "X-Cache-Hits", "cache-status", "cf-cache-status", "X-Proxy-Cache"]) {
    const { looking, written } = vendor(0);
    const hidden = { evidence: evidence(MISSING, [[name, "1"]]), waited: 1000 };
    await assert.rejects(afterLaterChange("fresh-1", hidden, looking), { name: "AdminClientError" }, name);
    assert.deepEqual(written, []);
  }
  const others = ["cache-control", "cdn-cache-control", "cached", "via"].map((name) => [name, "1"] as const);
  for (const field of [...others, ["X-Cache", "MISS"], ["Cache-Status", "nginx; fwd=miss"]] as const) {
    const hidden: HiddenChange = { evidence: evidence(MISSING, [field]), waited: 1000 };
    const { outcome } = await afterLaterChange("fresh-1", hidden, vendor(0).looking);
    assert.deepEqual(outcome, MISSING, field.join(": "));
  }
});
