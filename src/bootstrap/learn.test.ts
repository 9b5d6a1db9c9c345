import assert from "node:assert/strict";
import { test } from "node:test";
import { RetryCounter } from "../runner/http/retry-statistics.ts";
import type { TargetConnection } from "../runner/http/target-connection.ts";
import { exchange, FACTS } from "../../tests/support/report-samples.ts";
import { learn } from "./learn.ts";
import { Prober } from "./probe.ts";

/** Asks over a connection on which every answer is the same: an error with a message, or the metadata. */
function proberOf(message?: string): Prober {
  const [status, json] = message === undefined ? [200, {}] : [500, { code: 13, message, details: [] }];
  const connection: TargetConnection = {
    send: (_, request) => {
      const { response, ...rest } = exchange({ body: Buffer.from(JSON.stringify(json)) });
      return Promise.resolve({ ...rest, request, response: { ...response, status } });
    },
    close: () => undefined,
  };
  return new Prober(FACTS, connection, new RetryCounter());
}

test("answers without a database are not taken for those of another release", async () => {
  const probers = (message: string): Prober[] => [undefined, message, undefined, message].map(proberOf);
  assert.equal((await learn(probers("db connection error ()"), [])).descriptor.baseUrl, FACTS.baseUrl);
  await assert.rejects(learn(probers("another error"), []), /is a mixed deployment/);
});
