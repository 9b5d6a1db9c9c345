import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { allTests } from "../cases/tests.ts";
import { entry, error, errorJson, rpc } from "../mutation/faults/change.ts";
import { SteadyClock } from "../mutation/steady-clock.ts";
import { openRunner } from "../provisioning/open-runner.ts";
import type { Behaviour } from "../servers/reference/behaviour.ts";
import { openReference } from "../servers/reference/open.ts";
import type { Comparable } from "./baseline.ts";
import { compare } from "./compare.ts";
import { recordAnswers } from "./record.ts";

/** What a server with these behaviours answers to some of the cases. */
async function recorded(t: TestContext, behaviours: readonly Behaviour[]): Promise<Comparable> {
  // By the machine's clock one entry in a thousand has times of whole seconds, which lose nothing.
  const { server, descriptor, close } = await openReference({ now: new SteadyClock().now });
  t.after(close);
  server.setBehaviours(behaviours);
  const runner = openRunner(descriptor);
  t.after(() => {
    runner.close();
  });
  const tests = allTests().filter(({ testCase: { id } }) => /^error-body\/language-|^success\/(text|twice)$/.test(id));
  const { answers } = await recordAnswers(descriptor, runner, tests);
  return { answers, noise: [] };
}

/** The rows above cosmetic ones, each with the transports in which it shows. */
async function rowsOf(t: TestContext, ...behaviours: readonly Behaviour[]): Promise<readonly string[]> {
  const { rows } = compare(await recorded(t, []), await recorded(t, behaviours));
  return rows
    .filter(({ grade }) => grade !== "cosmetic")
    .map(({ grade, slug, places }) => {
      const transports = new Set(places.map(({ transport }) => transport));
      return `${grade} ${slug} ${[...transports].sort().join(" ")}`;
    });
}

const EVERYWHERE = "grpc grpc-web rest";

test("a server that no longer answers in the language of the client is risky", async (t) => {
  const withoutLanguage: Behaviour = {
    raw: (raw) => ({ ...raw, headers: new Map([...raw.headers].filter(([name]) => name !== "accept-language")) }),
  };
  assert.deepEqual(await rowsOf(t, withoutLanguage), [`risky message-language-lost ${EVERYWHERE}`]);
});

test("other texts in each language, and none, are no lost language", async (t) => {
  const otherTexts = error((found) => ({ ...found, message: `${found.message}!` }));
  assert.deepEqual(await rowsOf(t, otherTexts), []);
  assert.deepEqual(
    await rowsOf(
      t,
      errorJson((body) => ({ ...body, message: "" })),
    ),
    [],
  );
});

test("times that lose their fractions of a second are risky, and fewer decimals are nothing", async (t) => {
  const cut = (step: number): Behaviour =>
    entry((found) => {
      const [created, changed] = [found.created, found.changed].map(({ seconds, nanos }) => ({
        seconds,
        nanos: Math.max(nanos - (nanos % step), step === 1e9 ? 0 : step),
      }));
      return { ...found, created: created ?? found.created, changed: changed ?? found.changed };
    });
  assert.deepEqual(await rowsOf(t, cut(1e9)), [`risky time-precision-lost ${EVERYWHERE}`]);
  assert.deepEqual(await rowsOf(t, cut(1e6)), []);
});

test("errors whose details have no known type any more are risky, and another detail before them is compatible", async (t) => {
  const other = { "@type": "type.googleapis.com/google.rpc.RequestInfo", requestId: "1" };
  const replaced = errorJson((body) => ({ ...body, details: [other] }));
  assert.equal((await rowsOf(t, replaced))[0], "risky error-detail-type-removed rest");
  const before = errorJson((body) => ({ ...body, details: [other, ...body.details] }));
  for (const row of await rowsOf(t, before)) assert.match(row, /^compatible /);
  const none = rpc("error", (answer) => ({
    ...answer,
    trailers: answer.trailers.filter(([name]) => name !== "grpc-status-details-bin"),
  }));
  assert.deepEqual(await rowsOf(t, none), ["risky error-detail-type-removed grpc grpc-web"]);
});
