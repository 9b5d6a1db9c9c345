import { SettingError } from "../../errors.ts";
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, test } from "node:test";
import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import pMap from "p-map";
import { AuthService } from "@zitadel/proto/zitadel/auth_pb.js";
import { ErrorDetailSchema } from "@zitadel/proto/zitadel/message_pb.js";
import { CASES } from "../../cases/index.ts";
import { allTests } from "../../cases/tests.ts";
import { openRunner } from "../../provisioning/open-runner.ts";
import { openReference } from "./open.ts";
import { assertAllPass } from "../../../tests/support/all-pass.ts";

/** Concurrent cases: with more, a loaded machine answers some too late. */
const AT_ONCE = 16;

const [plain, secure] = await Promise.all([openReference(), openReference({ tls: true })]);

after(async () => {
  await Promise.all([plain.close(), secure.close()]);
});

// Without TLS, src/mutation/mutants.test.ts says the same.
test("with TLS every case on every transport is judged, and passes", async () => {
  const runner = openRunner(secure.descriptor);
  const done = await pMap(allTests(), ({ testCase, transport }) => runner.run(testCase, transport), {
    concurrency: AT_ONCE,
  });
  runner.close();
  assertAllPass(done.flatMap(({ rows }) => rows));
});

/** A client independent of the suite. */
function clientOf(transport: Transport) {
  return createClient(AuthService, transport);
}

const clients = {
  "Connect's gRPC client": () => clientOf(createGrpcTransport({ baseUrl: plain.descriptor.baseUrl })),
  "Connect's gRPC-Web client": () =>
    clientOf(createGrpcWebTransport({ baseUrl: plain.descriptor.baseUrl, httpVersion: "1.1" })),
  "Connect's gRPC client over TLS": () =>
    clientOf(createGrpcTransport({ baseUrl: secure.descriptor.baseUrl, nodeOptions: { ca: secure.descriptor.ca } })),
};

for (const [name, make] of Object.entries(clients)) {
  test(`${name} reads an entry and an error`, async () => {
    const client = make();
    const tokens = name.endsWith("TLS") ? secure.descriptor.tokens : plain.descriptor.tokens;
    const headers = { authorization: `Bearer ${tokens.subject ?? ""}` };
    const { metadata } = await client.getMyMetadata({ key: "ünï😀" }, { headers });
    assert.equal(metadata?.key, "ünï😀");
    assert.equal(Buffer.from(metadata.value).toString(), "The value of ünï😀");
    const missing = await client.getMyMetadata({ key: "no-such-key" }, { headers }).then(
      () => assert.fail("a missing key is an error"),
      (error: unknown) => ConnectError.from(error),
    );
    assert.equal(missing.code, Code.NotFound);
    assert.equal(missing.findDetails(ErrorDetailSchema)[0]?.message, "Metadata not found");
  });
}

test("a port in use is one clear sentence", async () => {
  const { port } = new URL(plain.descriptor.baseUrl);
  await assert.rejects(openReference({ port: Number(port) }), (error: unknown) => {
    assert.ok(error instanceof SettingError, "not a SettingError");
    assert.equal(error.setting, "REFERENCE_PORT");
    assert.match(error.message, new RegExp(`port ${port} .*EADDRINUSE.*set REFERENCE_PORT`));
    return true;
  });
});

test("the server can close while a client is connected", async () => {
  const target = await openReference();
  const runner = openRunner(target.descriptor);
  const [first] = CASES;
  assert.ok(first, "first is missing");
  await runner.run(first, "rest");
  await runner.run(first, "grpc");
  await target.close();
  const run = await runner.run(first, "rest");
  assert.deepEqual([...new Set(run.rows.map(({ verdict }) => verdict))], ["blocked"]);
  runner.close();
});

test("a connection whose first bytes arrive one by one is served", async () => {
  const { hostname, port } = new URL(plain.descriptor.baseUrl);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  const answered = once(socket, "data");
  for (const byte of "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") {
    await new Promise((resolve) => socket.write(byte, resolve));
  }
  socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]));
  const [first] = (await answered) as [Buffer];
  assert.equal(first[3], 4, "the server's first frame is SETTINGS (RFC 9113 §3.4)");
  socket.destroy();
});
