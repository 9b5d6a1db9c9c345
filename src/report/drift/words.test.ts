import assert from "node:assert/strict";
import { test } from "node:test";
import type { Baseline } from "../../drift/baseline.ts";
import type { Observation } from "../../drift/observation.ts";
import { driftReport, type DriftReport } from "../../drift/report.ts";
import { driftConsole, driftMarkdown } from "./text.ts";
import { verdictText } from "./words.ts";

function baseline(...observations: readonly Observation[]): Baseline {
  const target = { kind: "live", vendorVersion: "4.0.0", environment: null } as const;
  const answers = [{ case: "success/text", transport: "rest", observations }] as const;
  return { suite: { version: "1" }, target, contractVersion: "1", contract: { reason: "none" }, noise: [], answers };
}

function report(old: readonly Observation[], now: readonly Observation[]): DriftReport {
  const places = { old: "a.json", new: "b.json" };
  return driftReport(baseline(...old), baseline(...now), { accepted: [], today: "2026-01-01", places });
}

function header(name: string): Observation {
  return { kind: "header", name, value: { kind: "present" } };
}

test("risky differences are counted once", () => {
  const text = verdictText(report([header("etag")], [header("x-new")]));
  assert.match(text, /^Safe for sound clients .*, with 1 risky difference to look at\. Also: 1 compatible\.$/);
});

test("where something breaks, risky differences are counted beside it", () => {
  const type: Observation = { kind: "media-type", value: "application/json" };
  const text = verdictText(report([header("etag"), type], []));
  assert.match(text, /^Not safe to upgrade .*: 1 breaking difference over rest\. media type: .*\. Also: 1 risky\.$/);
});

test("a new target that answers in two ways is said to be mixed, whatever else the verdict is", () => {
  const key: Observation = { kind: "member", pointer: "/metadata/key", value: { kind: "requested-key" } };
  const places = ["success/text", "success/json"] as const;
  const half = (both: boolean): Baseline => {
    const answers = places.map((id, at) => ({
      ...{ case: id, transport: "rest" as const },
      observations: both || at === 0 ? [key] : [],
    }));
    const noise = both ? [] : places.map((id) => `${id} rest body /metadata/key`);
    return { ...baseline(), answers, noise };
  };
  const options = { accepted: [], today: "2026-01-01", places: { old: "a.json", new: "b.json" } };
  const verdict = verdictText(driftReport(half(true), half(false), options));
  assert.match(verdict, /looks like a mixed deployment.* in two ways \(body \/metadata\/key\)\. Wait until/);
  assert.doesNotMatch(verdictText(driftReport(half(true), half(true), options)), /mixed/);
});

test("a requirement is named by what it requires, and not by its number alone", () => {
  const verdict = (value: "pass" | "fail"): Observation => ({
    kind: "verdict",
    requirement: "GMM-0122",
    value: { verdict: value, seen: value === "fail" ? ["/metadata/details/resourceOwner another owner"] : [] },
  });
  const drift = report([verdict("pass")], [verdict("fail")]);
  const name = "verdict GMM-0122 (The resource owner is the organisation of the user)";
  const said = `1 breaking difference over rest. ${name}: pass became fail: `;
  assert.equal(verdictText(drift).includes(said), true, verdictText(drift));
  assert.match(
    driftConsole(drift, false),
    /\n {2}DRIFT-0606 violation-breaking {2}verdict GMM-0122\n {4}The resource owner is the organisation of the user\n/,
  );
  const markdown = driftMarkdown(drift, false);
  assert.equal(markdown.includes(`| breaking | ${name} | pass | fail: `), true, markdown);
});

test("what to do with a difference that clients do not rely on is said where there is one", () => {
  const advice = /^If your clients do not rely on a breaking or risky difference, accept it with --accept FILE\.$/m;
  assert.match(driftConsole(report([header("etag")], []), false), advice);
  assert.doesNotMatch(driftConsole(report([], [header("etag")]), false), advice);
});
