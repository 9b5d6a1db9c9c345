import assert from "node:assert/strict";
import { test } from "node:test";
import { demoState } from "../servers/reference/demo-state.ts";
import { SteadyClock } from "./steady-clock.ts";

/** What of a new server's times can be cut off, and of those of three later writes. */
function cutOff(): readonly number[] {
  const clock = new SteadyClock();
  const { state, subject } = demoState({ now: clock.now });
  const entries = [...subject.entries.values()];
  clock.start();
  const later = ["a", "b", "c"].map((value) => state.put(subject, "later", value));
  return [...entries, ...later].flatMap(({ created, changed }) => [created.nanos, changed.nanos]);
}

test("two servers have the same times within the second, which all have microseconds until the clock is started", () => {
  const nanos = cutOff();
  assert.deepEqual(cutOff(), nanos);
  const ofWhole = nanos.map((each) => each % 1_000_000 === 0);
  assert.deepEqual(ofWhole.slice(0, -6).includes(true), false);
  assert.deepEqual(
    nanos.slice(-6),
    [124, 124, 124, 125, 124, 126].map((each) => each * 1_000_000),
  );
});

test("a clock that is stopped stands still", () => {
  const clock = new SteadyClock();
  clock.start();
  clock.now();
  clock.stop();
  assert.equal(clock.now(), clock.now());
});
