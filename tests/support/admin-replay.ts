import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { HttpVersion } from "../../src/contract/transport.ts";
import type { WireResponse } from "../../src/protocol/exchange.ts";
import { bytesOf, readRecording, type RecordedExchange } from "../../src/servers/recording/format.ts";
import type { Profile } from "../../src/servers/reference/profiles/profile.ts";
import { startReference } from "../../src/servers/reference/server.ts";
import { State } from "../../src/servers/reference/state.ts";
import { openConnection } from "../../src/transports/index.ts";
import { assertionOf, readKeyFile } from "./key-file.ts";
import { Relations } from "./relations.ts";
import { steadyFields } from "./steady-fields.ts";
import { ENOUGH_TIME } from "./enough-time.ts";

const TOKEN = "token-of-the-admin";

/** Sends every recorded request in order, at its recorded time, and passes on each answer. */
export async function replayAdmin(
  t: TestContext,
  path: string,
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
  const connection = openConnection({ baseUrl: server.url, timeout: ENOUGH_TIME });
  t.after(() => {
    connection.close();
  });
  const relations = new Relations();
  relations.set("{{token:admin}}", TOKEN);
  const { exchanges } = readRecording(path);
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

/** When a request was answered. The Date field has whole seconds, so the time is within one. */
function timeOf({ response }: RecordedExchange): number {
  return Date.parse(response.headers.find(([name]) => name === "date")?.[1] ?? "") + 999;
}

/**
 * The content that the vendor received. The recorder's HTTP client sends DELETE content without a length, so the server
 * sees none (RFC 9112 §6.3), and the vendor answered that the list is empty.
 */
function contentOf({ request }: RecordedExchange): string {
  return request.method === "DELETE" ? "" : bytesOf(request.body).toString();
}

/** The content of an answer. */
export function jsonOf(body: Uint8Array): unknown {
  // Go's ProtoJSON reader varies the white space in its error messages on purpose.
  return JSON.parse(Buffer.from(body).toString().replaceAll("\u00a0", " "));
}

/** The content of a recorded answer, with the address of the tested server. */
export function recordedJson({ response }: RecordedExchange, origin: string): unknown {
  return jsonOf(
    Buffer.from(
      bytesOf(response.body)
        .toString()
        .replaceAll(/http:\/\/localhost:\d+/g, origin),
    ),
  );
}

/** Compares an answer with the recorded one in status, content and fields. */
export function compareAnswer(
  recorded: RecordedExchange,
  answered: WireResponse,
  known: Relations,
  origin: string,
): void {
  const { id, response } = recorded;
  assert.equal(answered.status, response.status, id);
  known.compare(recordedJson(recorded, origin), jsonOf(answered.body), id);
  assert.deepEqual(fieldsOf(answered.headers), fieldsOf(response.headers), id);
}

/** The vendor's cookie identifies a browser, so its value differs each time. */
function fieldsOf(headers: WireResponse["headers"]): Record<string, string> {
  return steadyFields(headers.map(([name, value]) => [name, value.replace(/(useragent=)[^;]+/, "$1")] as const));
}
