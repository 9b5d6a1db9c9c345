import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import type { HttpVersion } from "../../../contract/transport.ts";
import type { WireResponse } from "../../../protocol/exchange.ts";
import { bytesOf, readRecording, type RecordedExchange } from "../../recording/format.ts";
import { PROFILES, type Profile } from "../profiles/profile.ts";
import { startReference } from "../server.ts";
import { State } from "../state.ts";
import { openConnection } from "../../../transports/index.ts";
import { assertionOf, readKeyFile } from "../../../../tests/support/key-file.ts";
import { Relations } from "../../../../tests/support/relations.ts";
import { steadyFields } from "../../../../tests/support/steady-fields.ts";

const TOKEN = "token-of-the-admin";

/** Sends every recorded request in order, at the time at which it was recorded, and shows each answer. */
async function replay(
  t: TestContext,
  version: string,
  httpVersion: HttpVersion,
  profile: Profile | undefined,
  judge: (recorded: RecordedExchange, answered: WireResponse, relations: Relations, origin: string) => void,
): Promise<Relations> {
  let clock = 0;
  const state = new State({ now: () => clock });
  const admin = state.addUser("200000000000000001", "100000000000000001", { userName: "boss", role: "IAM_OWNER" });
  state.tokens.set(TOKEN, { user: admin, expires: Infinity });
  const server = await startReference({ state });
  t.after(() => server.close());
  if (profile !== undefined) server.setBehaviours(profile.behaviours);
  const connection = openConnection({ baseUrl: server.url, timeout: 10_000 });
  t.after(() => {
    connection.close();
  });
  const relations = new Relations();
  relations.set("{{token:admin}}", TOKEN);
  const { exchanges } = readRecording(`fixtures/admin/zitadel-v${version}.json`);
  for (const recorded of exchanges) {
    const { id, request } = recorded;
    clock = Math.max(clock + 1, timeOf(recorded));
    if (id === "jwt-profile") {
      const file = readKeyFile(relations.get("{{key-file-base64}}"));
      assert.equal(file.type, "serviceaccount");
      relations.set("{{assertion}}", await assertionOf(file, server.url, { now: clock }));
    }
    const { response } = await connection.send("rest", {
      httpVersion,
      method: request.method,
      path: relations.translated(request.path),
      headers: Object.entries(request.headers).map(([name, value]) => [name, relations.translated(value)] as const),
      body: Buffer.from(relations.translated(contentOf(recorded))),
    });
    judge(recorded, response, relations, server.url);
  }
  assert.equal(exchanges.length, 45);
  return relations;
}

/** When a request was answered. The Date field has whole seconds: the answer came in the course of one. */
function timeOf({ response }: RecordedExchange): number {
  return Date.parse(response.headers.find(([name]) => name === "date")?.[1] ?? "") + 999;
}

/**
 * The content that the vendor got. The recorder's HTTP client sends that of DELETE without saying how long it is, which
 * makes it none (RFC 9112 §6.3): that is why the vendor answered that the list is empty.
 */
function contentOf({ request }: RecordedExchange): string {
  return request.method === "DELETE" ? "" : bytesOf(request.body).toString();
}

function jsonOf(body: Uint8Array): unknown {
  // White space in texts varies on purpose in what Go's reader of ProtoJSON complains of.
  return JSON.parse(Buffer.from(body).toString().replaceAll("\u00a0", " "));
}

function recordedJson({ response }: RecordedExchange, origin: string): unknown {
  return jsonOf(
    Buffer.from(
      bytesOf(response.body)
        .toString()
        .replaceAll(/http:\/\/localhost:\d+/g, origin),
    ),
  );
}

/** The vendor's cookie tells browsers apart: its value is another each time. */
function fieldsOf(headers: WireResponse["headers"]): Record<string, string> {
  return steadyFields(headers.map(([name, value]) => [name, value.replace(/(useragent=)[^;]+/, "$1")] as const));
}

for (const profile of PROFILES) {
  for (const httpVersion of ["1.1", "2.0"] as const) {
    test(`${profile.name} over HTTP/${httpVersion}: every recorded exchange is answered as it was recorded`, async (t) => {
      const relations = await replay(t, profile.version, httpVersion, profile, (recorded, answered, known, origin) => {
        const { id, response } = recorded;
        assert.equal(answered.status, response.status, id);
        known.compare(recordedJson(recorded, origin), jsonOf(answered.body), id);
        assert.deepEqual(fieldsOf(answered.headers), fieldsOf(response.headers), id);
      });
      relations.assertOrder();
    });
  }
}

test("without a profile every status, code and shape is as it was recorded of 4.0.0", async (t) => {
  const relations = await replay(t, "4.0.0", "1.1", undefined, (recorded, answered, known, origin) => {
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
    const text = readFileSync(`fixtures/admin/zitadel-v${version}.json`, "utf8");
    assert.doesNotMatch(text, /PRIVATE KEY|eyJ[A-Za-z0-9_-]{8}|useragent=(?!\{\{)|"clientSecret\\": ?\\"(?!\{\{)/);
    for (const { id, request } of readRecording(`fixtures/admin/zitadel-v${version}.json`).exchanges) {
      const sent = request.headers["authorization"];
      if (sent !== undefined) assert.match(sent, /^Bearer \{\{token:[a-z-]+\}\}$/, id);
    }
  }
});
