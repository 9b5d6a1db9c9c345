import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { hangUp, namedBy, nginxPage, page } from "../mutation/circumstances/answers.ts";
import type { Mode } from "../mutation/circumstances/circumstance.ts";
import { runIn } from "../mutation/circumstances/run.ts";
import { driftConsole } from "../report/drift/text.ts";
import type { Runner } from "../runner/runner.ts";
import type { RawRequest } from "../servers/http/request.ts";
import type { WireAnswer } from "../servers/http/wire.ts";
import type { Baseline, Unjudged } from "./baseline.ts";
import { runDrift } from "../cli/drift-job.ts";
import { run } from "../../tests/support/in-process.ts";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { toText } from "./file-form.ts";
import { readBaseline } from "./read.ts";
import { recordBaseline } from "./make.ts";
import { driftReport, type DriftReport } from "./report.ts";

const OPTIONS = { suiteVersion: "1", twice: true, contract: { reason: "none" }, redact: (text: string) => text };
const NOTHING = { rows: [], exchanges: [], retries: 0, throttled: { count: 0, waitedMs: 0 } };

const TESTS = ["success/text rest", "success/big rest", "success/json rest", "methods/put rest", "methods/head rest"];

/** A baseline of some tests through nginx, which answers some requests itself. */
async function behind(
  before: (request: RawRequest) => WireAnswer | undefined,
  mode: Mode = "provisioned",
  tests: readonly string[] = TESTS,
): Promise<Baseline> {
  let baseline: Baseline | undefined;
  const between = () => ({ before, after: namedBy("nginx/1.22.1") });
  const circumstance = { id: "x", statement: "x", modes: [mode], between, expects: { verdict: "pass" } } as const;
  const { blocked } = await runIn(circumstance, mode, async (runner, descriptor) => {
    const some: Runner = {
      run: (testCase, transport) =>
        tests.includes(`${testCase.id} ${transport}`)
          ? runner.run(testCase, transport)
          : Promise.resolve({ case: testCase.id, transport, ...NOTHING }),
      close: () => undefined,
    };
    baseline = await recordBaseline(descriptor, some, OPTIONS);
    return [];
  });
  assert.ok(baseline !== undefined, blocked);
  return baseline;
}

const direct = await behind(() => undefined);
const firewall = (): WireAnswer => page(403, "cloudflare", "<html><h1>Sorry, you have been blocked</h1></html>");
const refusesPut = ({ method }: RawRequest): WireAnswer | undefined => (method === "PUT" ? firewall() : undefined);
const refusesBig = ({ target }: RawRequest): WireAnswer | undefined =>
  target.endsWith("/metadata/big") ? firewall() : undefined;

function told({ unjudged = [] }: Baseline): readonly string[] {
  return unjudged.map(
    ({ case: id, transport, verdict, reason }: Unjudged) => `${id} ${transport} ${verdict}: ${reason}`,
  );
}

function report(old: Baseline, now: Baseline): DriftReport {
  return driftReport(old, now, { accepted: [], today: "2026-01-01", places: { old: "a.json", new: "live" } });
}

test("what an intermediary may refuse is not judged, with its reason, and no loss and no pass in either direction", async () => {
  const filtered = await behind(refusesPut);
  const reason = "Cloudflare answered in ZITADEL's place (HTTP 403 with text/html), and may refuse the method PUT.";
  assert.deepEqual(told(filtered), [`methods/put rest inapplicable: ${reason}`]);
  assert.equal(filtered.answers.length, TESTS.length - 1);
  for (const [old, now, side] of [
    [direct, filtered, "new"],
    [filtered, direct, "old"],
  ] as const) {
    const drift = report(old, now);
    assert.deepEqual([drift.rows, drift.safe, drift.onlyOld, drift.onlyNew], [[], true, [], []]);
    const text = driftConsole(drift, true);
    assert.match(text, /^Safe to upgrade .*, by 4 of 5 answers\. /);
    const note = `Not compared, as the ${side} target did not answer itself: methods/put rest: ${reason}`;
    assert.equal(text.includes(note), true, text);
  }
});

/** Two requests whose paths nginx refuses itself, and others. */
const ODD_PATHS = ["nul", "bad-percent", "newline"].map((name) => `key-forms/${name} rest`);
ODD_PATHS.push("success/text rest", "missing-key/nobody rest");
const refusesOddPaths = ({ target }: RawRequest): WireAnswer | undefined =>
  /%00|%zz/.test(target) ? nginxPage(400, "Bad Request") : undefined;
const MAY_REFUSE = "and may refuse a path that is not UTF-8 in percent-encodings, or holds control characters.";

test("a path that nginx refuses with its page says nothing of a release, for users and administrators", async () => {
  for (const mode of ["provisioned", "read-only"] as const) {
    const plain = await behind(() => undefined, mode, ODD_PATHS);
    const filtered = await behind(refusesOddPaths, mode, ODD_PATHS);
    const because = `inapplicable: Nginx answered in ZITADEL's place (HTTP 400 with text/html), ${MAY_REFUSE}`;
    const expected = ["key-forms/bad-percent rest", "key-forms/nul rest"].map((place) => `${place} ${because}`);
    assert.deepEqual(told(filtered), expected);
    for (const drift of [report(plain, filtered), report(filtered, plain)]) {
      assert.deepEqual([drift.rows, drift.safe, drift.compared], [[], true, 3]);
    }
  }
});

test("a connection that an intermediary ends for what it may refuse is not judged either", async () => {
  const [first, ...others] = told(await behind(({ method }) => (method === "PUT" ? hangUp() : undefined)));
  assert.match(
    first ?? "",
    /^methods\/put rest inapplicable: nginx ended the connection, and may refuse the method PUT/,
  );
  assert.deepEqual(others, []);
});

test("a firewall that refuses one usual request makes a baseline without it", async () => {
  const filtered = await behind(refusesBig);
  const reason = "Cloudflare answered in ZITADEL's place (HTTP 403 with text/html).";
  assert.deepEqual(told(filtered), [`success/big rest blocked: ${reason}`]);
  assert.deepEqual(filtered.noise, []);
  const drift = report(filtered, direct);
  assert.deepEqual([drift.rows, drift.safe, drift.undecided], [[], true, []]);
});

test("a usual request that no longer reaches the new target is no loss, and the upgrade is not known to be safe", async () => {
  const drift = report(direct, await behind(refusesBig));
  assert.deepEqual([drift.rows, drift.safe, drift.counts.breaking], [[], false, 0]);
  assert.match(
    driftConsole(drift, true),
    /^Not known to be safe .*, by 4 of 5 answers: nothing breaks .* 1 test .* did not reach the new one \(success\/big rest\)\./,
  );
  const both = await behind(refusesBig);
  assert.equal(report(both, both).safe, true);
});

test("a file has what was not judged, and the command ends as what could not be compared", async () => {
  const folder = scratchFolder();
  const [old, now] = [join(folder, "old.json"), join(folder, "new.json")];
  const filtered = await behind(refusesBig);
  writeFileSync(old, toText(direct));
  writeFileSync(now, toText(filtered));
  assert.deepEqual(readBaseline(now).unjudged, filtered.unjudged);
  const { code, said } = await run(runDrift, [old, now]);
  assert.equal(code, 2, said);
  assert.match(said, /^Not known to be safe /);
  assert.equal((await run(runDrift, [now, old])).code, 0);
});

test("one that only now and then refuses a request leaves it out too, and is not unsteady", async () => {
  let count = 0;
  const now = await behind((request) =>
    refusesBig(request) !== undefined && (count += 1) === 2 ? firewall() : undefined,
  );
  assert.deepEqual([told(now).length, now.answers.length, now.noise], [1, TESTS.length - 1, []]);
});

test("a server that is away makes no baseline, as that may be the doing of its release, nor does one of which most is refused", async () => {
  await assert.rejects(
    behind(({ target }) => (target.endsWith("/metadata/big") ? nginxPage(502, "Bad Gateway") : undefined)),
    /^BaselineError: 1 test was blocked: success\/big rest: /,
  );
  await assert.rejects(
    behind(({ target, method }) => (/\/(big|json)$/.test(target) || method !== "GET" ? firewall() : undefined)),
    /^BaselineError: 3 tests were blocked, the first one: success\/\w+ rest: /,
  );
});
