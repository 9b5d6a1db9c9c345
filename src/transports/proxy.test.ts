import assert from "node:assert/strict";
import { createServer } from "node:net";
import { once } from "node:events";
import { test, type TestContext } from "node:test";
import { generate } from "selfsigned";
import { TRANSPORTS, type Transport } from "../contract/transport.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { openReference } from "../servers/reference/open.ts";
import { buildRequest, openConnection, readers, TransportError } from "./index.ts";
import type { ConnectionOptions } from "./transport.ts";
import { forwardProxy } from "../../tests/support/forward-proxy.ts";
import { listening } from "../../tests/support/listening.ts";
import { ENOUGH_TIME } from "../../tests/support/enough-time.ts";

/** Limits of a test that waits for a time-out. */
const SOON = { timeout: ENOUGH_TIME };
const CREDENTIALS = "user:no-one-may-see-this";
const BASIC = `Basic ${Buffer.from(CREDENTIALS).toString("base64")}`;

/** The documented request over a transport, and what it meant: `success`, or the failure's kind and message. */
async function ask(
  descriptor: TargetDescriptor,
  transport: Transport,
  options: Partial<ConnectionOptions>,
): Promise<string> {
  const { baseUrl, tokens, key } = descriptor;
  const connection = openConnection({ baseUrl, timeout: ENOUGH_TIME, ...options });
  try {
    const authorization = `Bearer ${tokens.subject ?? ""}`;
    const request = buildRequest(transport, { basePath: "", key, authorization, request: {} });
    return readers[transport](await connection.send(transport, request)).outcome.kind;
  } catch (error) {
    assert.ok(error instanceof TransportError, String(error));
    assert.ok(!error.message.includes("no-one-may-see"), error.message);
    return `${error.kind}: ${error.message}`;
  } finally {
    connection.close();
  }
}

interface Reference {
  readonly descriptor: TargetDescriptor;
  /** Certificate that clients must trust. */
  readonly trust: { readonly ca?: string };
  /** Names of the header fields that it received. */
  readonly fields: Set<string>;
}

async function reference(t: TestContext, tls: boolean): Promise<Reference> {
  const { server, descriptor, close } = await openReference({ tls });
  t.after(close);
  const fields = new Set<string>();
  server.setBehaviours([
    {
      raw: (raw) => {
        for (const name of raw.headers.keys()) fields.add(name);
        return raw;
      },
    },
  ]);
  return { descriptor, trust: descriptor.ca === undefined ? {} : { ca: descriptor.ca }, fields };
}

test("https goes through a tunnel over every transport", async (t) => {
  const { descriptor, trust } = await reference(t, true);
  const proxy = await forwardProxy(t);
  for (const transport of TRANSPORTS)
    assert.equal(await ask(descriptor, transport, { ...trust, proxy }), "success", transport);
  assert.deepEqual(new Set(proxy.seen), new Set([`CONNECT ${new URL(descriptor.baseUrl).host}`]));
});

test("http requests use the absolute form, and HTTP/2 without TLS is not tried", async (t) => {
  const { descriptor, trust } = await reference(t, false);
  const proxy = await forwardProxy(t);
  assert.equal(await ask(descriptor, "rest", { ...trust, proxy }), "success");
  assert.equal(await ask(descriptor, "grpc-web", { ...trust, proxy }), "success");
  assert.match(
    await ask(descriptor, "grpc", { ...trust, proxy }),
    /^no-tunnel: the proxy 127\.0\.0\.1:\d+ does not pass on HTTP\/2/,
  );
  assert.deepEqual(proxy.seen, [
    `GET ${descriptor.baseUrl}/auth/v1/users/me/metadata/key1`,
    `POST ${descriptor.baseUrl}/zitadel.auth.v1.AuthService/GetMyMetadata`,
  ]);
});

test("a proxy may require credentials, and may itself use TLS", async (t) => {
  // A different name from the target's, because only one of two authorities with the same name is found.
  const { private: key, cert } = await generate([{ name: "commonName", value: "proxy" }], {
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
  });
  for (const secure of [true, false]) {
    const { descriptor, trust, fields } = await reference(t, secure);
    const proxy = {
      ...(await forwardProxy(t, { authorization: BASIC, tls: { key, cert } })),
      credentials: CREDENTIALS,
    };
    const ca = [cert, trust.ca ?? ""].join("\n");
    for (const transport of secure ? TRANSPORTS : (["rest", "grpc-web"] as const)) {
      assert.equal(await ask(descriptor, transport, { ca, proxy }), "success", transport);
    }
    assert.match(
      await ask(descriptor, "rest", { ...trust, proxy }),
      /^proxy: the proxy 127\.0\.0\.1:\d+ does not pass .*SELF_SIGNED/,
    );
    assert.ok(fields.has("authorization") && !fields.has("proxy-authorization"), [...fields].join(" "));
  }
});

test("a proxy that requires other credentials is named", async (t) => {
  for (const secure of [true, false]) {
    const { descriptor, trust } = await reference(t, secure);
    const { url } = await forwardProxy(t, { authorization: BASIC });
    for (const proxy of [{ url }, { url, credentials: `${CREDENTIALS}?` }]) {
      for (const transport of secure ? TRANSPORTS : (["rest", "grpc-web"] as const)) {
        const said = await ask(descriptor, transport, { ...trust, proxy });
        assert.equal(said, `proxy-credentials: the proxy ${new URL(url).host} requires credentials (HTTP 407)`);
      }
    }
  }
});

test("a proxy that does not connect is named with its answer", async (t) => {
  const { descriptor, trust } = await reference(t, true);
  const forbidding = await forwardProxy(t, { refusal: "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno" });
  const nonsense = await forwardProxy(t, { refusal: "SSH-2.0-OpenSSH_9.2\r\n" });
  const closing = await forwardProxy(t, { refusal: "" });
  const host = new URL(descriptor.baseUrl).host;
  for (const transport of TRANSPORTS) {
    assert.match(
      await ask(descriptor, transport, { ...trust, proxy: forbidding }),
      new RegExp(`^proxy: .*HTTP 403 to CONNECT ${host}`),
    );
    assert.match(await ask(descriptor, transport, { ...trust, proxy: nonsense }), /^proxy: .*HPE_/);
    assert.match(await ask(descriptor, transport, { ...trust, proxy: closing }), /^proxy: .*ECONNRESET/);
  }
});

test("an unreachable proxy is named, not the target", async (t) => {
  const gone = { url: "http://127.0.0.1:1" };
  for (const secure of [true, false]) {
    const { descriptor, trust } = await reference(t, secure);
    for (const transport of secure ? TRANSPORTS : (["rest", "grpc-web"] as const)) {
      const said = await ask(descriptor, transport, { ...trust, proxy: gone });
      assert.equal(said, "proxy: the proxy 127.0.0.1:1 does not pass the request on (ECONNREFUSED)");
    }
  }
});

test("a target behind a proxy is blamed for its own certificate and silence", async (t) => {
  const { descriptor } = await reference(t, true);
  const proxy = await forwardProxy(t);
  const place = `${new URL(descriptor.baseUrl).host} through the proxy ${new URL(proxy.url).host}`;
  for (const transport of TRANSPORTS) {
    const said = await ask(descriptor, transport, { proxy });
    assert.ok(said.startsWith(`tls: ${place} offers no TLS that is trusted (`), said);
  }
});

test("an unanswered CONNECT ends at the time limit, or when the connection closes", SOON, async (t) => {
  const { descriptor, trust } = await reference(t, true);
  const proxy = await forwardProxy(t, { stalls: true });
  for (const transport of TRANSPORTS) {
    assert.match(await ask(descriptor, transport, { ...trust, proxy, timeout: 50 }), /^timeout: .*the proxy 127/);
    const connection = openConnection({ baseUrl: descriptor.baseUrl, timeout: ENOUGH_TIME, proxy });
    const waiting = connection.send(transport, buildRequest(transport, { basePath: "", key: "k", request: {} }));
    setImmediate(() => {
      connection.close();
    });
    await assert.rejects(waiting, { name: "TransportError", kind: "reset" });
    for (const socket of proxy.stalled.splice(0)) if (!socket.closed) await once(socket, "close");
  }
});

test("a TLS handshake that never ends inside a tunnel ends at the time limit", async (t) => {
  const silent = createServer((socket) => socket.resume());
  const baseUrl = `https://127.0.0.1:${String(await listening(t, silent))}`;
  const { descriptor } = await reference(t, true);
  const proxy = await forwardProxy(t);
  for (const transport of TRANSPORTS) {
    assert.match(await ask({ ...descriptor, baseUrl }, transport, { proxy, timeout: 50 }), /^timeout: /);
  }
});

test("concurrent requests share open tunnels", async (t) => {
  const { descriptor, trust } = await reference(t, true);
  const proxy = await forwardProxy(t);
  const connection = openConnection({ baseUrl: descriptor.baseUrl, timeout: ENOUGH_TIME, ...trust, proxy });
  t.after(() => {
    connection.close();
  });
  const request = buildRequest("rest", { basePath: "", key: "key1", request: {} });
  const together = await Promise.all(Array.from({ length: 30 }, () => connection.send("rest", request)));
  assert.equal(
    together.every(({ response }) => response.status === 401),
    true,
  );
  const tunnels = proxy.seen.length;
  assert.ok(tunnels <= 30, String(tunnels));
  for (let count = 0; count < 5; count += 1) await connection.send("rest", request);
  assert.equal(proxy.seen.length, tunnels);
});
