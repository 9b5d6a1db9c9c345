import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compareAnswer, jsonOf, recordedJson, replayAdmin } from "../../../../tests/support/admin-replay.ts";
import { readRecording } from "../../recording/format.ts";
import { PROFILES } from "../profiles/profile.ts";

function fileOf(version: string): string {
  return `fixtures/admin/zitadel-v${version}.json`;
}

for (const profile of PROFILES) {
  for (const httpVersion of ["1.1", "2.0"] as const) {
    test(`${profile.name} over HTTP/${httpVersion}: every recorded exchange is answered as recorded`, async (t) => {
      const relations = await replayAdmin(t, fileOf(profile.version), httpVersion, profile, compareAnswer);
      relations.assertOrder();
    });
  }
}

test("without a profile every status, code and shape equals the recording of 4.0.0", async (t) => {
  const relations = await replayAdmin(t, fileOf("4.0.0"), "1.1", undefined, (recorded, answered, known, origin) => {
    const { id, response } = recorded;
    assert.equal(answered.status, response.status, id);
    const [before, now] = [recordedJson(recorded, origin), jsonOf(answered.body)].map(withoutTexts);
    known.compare(before, now, id);
  });
  relations.assertOrder();
});

/** An error without texts, of discovery what the server has, and anything else as it is. */
function withoutTexts(json: unknown): unknown {
  const { code, error, issuer, token_endpoint, jwks_uri } = json as Record<string, unknown>;
  if (issuer !== undefined) return { issuer, token_endpoint, jwks_uri };
  if (error !== undefined) return { error };
  return code === undefined ? json : { code };
}

test("the recordings hold no secret", () => {
  for (const { version } of PROFILES) {
    const text = readFileSync(fileOf(version), "utf8");
    assert.doesNotMatch(text, /PRIVATE KEY|eyJ[A-Za-z0-9_-]{8}|useragent=(?!\{\{)|"clientSecret\\": ?\\"(?!\{\{)/);
    for (const { id, request } of readRecording(fileOf(version)).exchanges) {
      const sent = request.headers["authorization"];
      if (sent !== undefined) assert.match(sent, /^Bearer \{\{token:[a-z-]+\}\}$/, id);
    }
  }
});
