import assert from "node:assert/strict";
import { test } from "node:test";
import type { Exchange } from "../protocol/exchange.ts";
import { readers } from "../transports/index.ts";
import { exchange, FACTS } from "../../tests/support/report-samples.ts";
import type { TargetConnection } from "./http/target-connection.ts";
import { TokenEnded, TokenWatch } from "./token-watch.ts";

const MINUTE = 60_000;
const REFUSED = Buffer.from('{"code":16,"message":"no","details":[]}');

/** An answer at a minute of the day: the documented value, or a refusal. */
function answered(minute: number, isAccepted: boolean): Exchange {
  const { response, ...rest } = exchange(isAccepted ? {} : { body: REFUSED });
  return { ...rest, startedAt: minute * MINUTE, response: { ...response, status: isAccepted ? 200 : 401 } };
}

/** What one worker says of a token that it saw accepted, and then refused; undefined where it says nothing. */
async function said(token: string, refused: number, accepted?: number): Promise<string | undefined> {
  const connection: TargetConnection = {
    send: () => Promise.resolve(answered(refused, false)),
    close: () => undefined,
  };
  const watch = new TokenWatch({ ...FACTS, tokens: { subject: token } }, connection);
  if (accepted !== undefined) await watch.look(token, readers.rest(answered(accepted, true)));
  return watch.look(token, readers.rest(answered(refused, false))).then(
    () => undefined,
    (error: unknown) => (error instanceof TokenEnded ? error.message : String(error)),
  );
}

function jwt(claims: object): string {
  return ["{}", JSON.stringify(claims), "x"].map((part) => Buffer.from(part).toString("base64url")).join(".");
}

test("workers that meet the end of one token at other times give one reason", async () => {
  for (const token of ["opaque", jwt({ exp: 120 }), jwt({ exp: 1e30 }), jwt({})]) {
    const reasons = [await said(token, 3, 1), await said(token, 4, 2), await said(token, 5)];
    assert.match(reasons[0] ?? "", /^ZITADEL_TOKEN .* it ended or was revoked during the run/);
    assert.equal(new Set(reasons).size, 1, reasons.join("\n"));
  }
});

test("a token that states its own end is told with it", async () => {
  assert.match((await said(jwt({ exp: 120 }), 3)) ?? "", /\(it states that it ends at 1970-01-01T00:02:00Z\)/);
});
