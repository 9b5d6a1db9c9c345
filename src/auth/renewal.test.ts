import assert from "node:assert/strict";
import { test } from "node:test";
import { CASES } from "../cases/index.ts";
import { createRedactor } from "../report/redact.ts";
import { secretsOf } from "../runner/run-context.ts";
import { openRunner } from "../provisioning/open-runner.ts";
import { field } from "../servers/http/request.ts";
import type { Behaviour } from "../servers/reference/behaviour.ts";
import { echoing, shortLived } from "../../tests/support/leaky-behaviours.ts";
import { clientSecretOf, SUBJECT } from "../../tests/support/live-accounts.ts";
import { openLiveTarget, startLive } from "../../tests/support/live-server.ts";

test("a token that expires during the run is renewed between cases, searched for in answers, and hidden", async (t) => {
  const live = await startLive(t);
  const { id, secret } = await clientSecretOf(live, SUBJECT);
  const sent: string[] = [];
  const noting: Behaviour = {
    call: (call) => {
      if (call.route.kind === "metadata") sent.push((field(call.raw, "authorization") ?? "").replace("Bearer ", ""));
      return call;
    },
  };
  live.server.server.setBehaviours([shortLived, noting, echoing]);
  const { descriptor, close } = await openLiveTarget({
    ZITADEL_BASE_URL: live.server.descriptor.baseUrl,
    ZITADEL_CLIENT_ID: id,
    ZITADEL_CLIENT_SECRET: secret,
  });
  const redactor = createRedactor(secretsOf(descriptor));
  const runner = openRunner(descriptor, {
    onSecret: (token) => {
      redactor.learn(token);
    },
  });
  t.after(async () => {
    runner.close();
    await close();
  });
  const missing = CASES.find((each) => each.id === "missing-key/nobody");
  assert.ok(missing, "the case is missing");
  for (const transport of missing.transports) {
    const { rows } = await runner.run(missing, transport);
    const told = rows.find(({ requirement }) => requirement === "GMM-0507");
    assert.equal(told?.verdict, "fail", `${transport} echoes a renewed token`);
  }
  const renewed = new Set(sent);
  assert.ok(renewed.size >= missing.transports.length, String(renewed.size));
  assert.equal(renewed.has(descriptor.tokens.subject ?? ""), false);
  for (const token of renewed) assert.equal(redactor.text(`for ${token} `), "for *** ");
});
