import assert from "node:assert/strict";
import { test } from "node:test";
import { readSettings } from "../settings/settings.ts";
import { openTarget } from "./open.ts";

for (const env of [{ TARGET: "reference" }, { RECORDING: "fixtures/recordings/zitadel-v4.0.0.json" }]) {
  test(`${JSON.stringify(env)}: time-out and environment come from the settings`, async () => {
    const { descriptor, close } = await openTarget(
      readSettings({ ...env, REQUEST_TIMEOUT_MS: "1234", ENVIRONMENT: "staging" }),
    );
    await close();
    assert.equal(descriptor.timeout, 1234);
    assert.equal(descriptor.environment, "staging");
  });
}
