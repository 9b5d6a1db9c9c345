import assert from "node:assert/strict";
import { test } from "node:test";
import type { Exchange } from "../protocol/exchange.ts";
import { ANY_CASE } from "../../tests/support/check-input.ts";
import { exchange, FACTS, TOKEN } from "../../tests/support/report-samples.ts";
import type { TargetConnection } from "./http/target-connection.ts";
import { RequestSender } from "./request-sender.ts";
import { Refusals } from "./front/who-answered.ts";
import { TokenWatch } from "./token-watch.ts";

const NO_DATABASE = JSON.stringify({ code: 13, message: "db connection error ()", details: [] });

/** What becomes of a request to HEAD where the server answers these, one after the other. */
async function asked(...answers: readonly { readonly status: number; readonly body?: string }[]) {
  const methods: string[] = [];
  const connection: TargetConnection = {
    send: (_, request) => {
      const { status = 200, body = "" } = answers[methods.length] ?? {};
      methods.push(request.method);
      const { response, ...rest } = exchange({ body: Buffer.from(body) });
      return Promise.resolve<Exchange>({ ...rest, request, response: { ...response, status } });
    },
    close: () => undefined,
  };
  const tokenWatch = new TokenWatch(FACTS, connection);
  const subjectToken = (): Promise<string> => Promise.resolve(TOKEN);
  const sender = new RequestSender(
    { descriptor: FACTS, connection, subjectToken, tokenWatch, refusals: new Refusals() },
    ANY_CASE.testCase,
  );
  const request = { key: "{key}", credential: "subject", rest: { method: "HEAD" } } as const;
  const status = await sender.ask("rest", request).then(
    ({ exchange: { response } }) => response.status,
    (error: unknown) => String(error),
  );
  return { status, methods, retries: sender.retryCounter.retries };
}

test("an answer to HEAD that says only that something failed is explained by one to GET", async () => {
  assert.deepEqual(await asked({ status: 200 }), { status: 200, methods: ["HEAD"], retries: 0 });
  const failing = [{ status: 500 }, { status: 500, body: "{}" }];
  assert.deepEqual(await asked(...failing), { status: 500, methods: ["HEAD", "GET"], retries: 0 });
  const { status } = await asked({ status: 500 }, { status: 500, body: NO_DATABASE });
  assert.match(String(status), /cannot reach its database/);
});

test("HEAD that fails while GET does not is asked once more, which is counted, and then judged", async () => {
  const methods = ["HEAD", "GET", "HEAD"];
  const served = { status: 200, body: "{}" };
  assert.deepEqual(await asked({ status: 500 }, served, { status: 200 }), { status: 200, methods, retries: 1 });
  assert.deepEqual(await asked({ status: 500 }, served, { status: 500 }), { status: 500, methods, retries: 1 });
});
