import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { createServer as createHttp1 } from "node:http";
import { createSecureServer, createServer as createHttp2 } from "node:http2";
import { networkInterfaces } from "node:os";
import type { TLSSocket } from "node:tls";
import { test } from "node:test";
import type { WireRequest } from "../protocol/exchange.ts";
import { whyFailed } from "./failure-message.ts";
import { createCertificate } from "../servers/reference/certificate.ts";
import { openConnection, TransportError } from "./index.ts";
import { checkIdentity } from "./server-identity.ts";
import { forwardProxy } from "../../tests/support/forward-proxy.ts";
import { listening } from "../../tests/support/listening.ts";
import { ENOUGH_TIME } from "../../tests/support/enough-time.ts";

const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === "::1"));
const skip = hasIpv6 ? false : "this machine has no IPv6";

function get(httpVersion: "1.1" | "2.0"): WireRequest {
  return { httpVersion, method: "GET", path: "/", headers: [], body: new Uint8Array() };
}

test("Host and :authority write an IPv6 address in brackets", { skip }, async (t) => {
  const plain = createHttp1((request, response) => response.end(request.headers.host));
  const plainPort = String(await listening(t, plain, "::1"));
  const http1 = openConnection({ baseUrl: `http://[::1]:${plainPort}`, timeout: ENOUGH_TIME });
  const first = await http1.send("rest", get("1.1"));
  assert.equal(Buffer.from(first.response.body).toString(), `[::1]:${plainPort}`);
  http1.close();

  const framed = createHttp2().on("stream", (stream, headers) => {
    stream.respond({ ":status": 200 });
    stream.end(headers[":authority"]);
  });
  const framedPort = String(await listening(t, framed, "::1"));
  const http2 = openConnection({ baseUrl: `http://[::1]:${framedPort}`, timeout: ENOUGH_TIME });
  const second = await http2.send("grpc", get("2.0"));
  assert.equal(Buffer.from(second.response.body).toString(), `[::1]:${framedPort}`);
  http2.close();
});

test(
  "an IPv6 address is never sent as SNI, and a certificate may name it, through a proxy too",
  { skip },
  async (t) => {
    const { key, cert } = await createCertificate();
    const names: unknown[] = [];
    const server = createSecureServer({ key, cert, allowHTTP1: true }, (request, response) => {
      names.push((request.socket as TLSSocket & { servername: unknown }).servername);
      response.end();
    });
    const port = String(await listening(t, server, "::1"));
    const proxy = await forwardProxy(t);
    for (const way of [{}, { proxy }]) {
      const connection = openConnection({ baseUrl: `https://[::1]:${port}`, timeout: ENOUGH_TIME, ca: cert, ...way });
      for (const version of ["1.1", "2.0"] as const) {
        assert.equal((await connection.send("rest", get(version))).response.status, 200);
      }
      connection.close();
    }
    assert.deepEqual(new Set(names), new Set([false]));
    assert.deepEqual(new Set(proxy.seen), new Set([`CONNECT [::1]:${port}`]));
  },
);

test("messages write an IPv6 address in brackets", { skip }, async () => {
  const baseUrl = "http://[::1]:1";
  for (const version of ["1.1", "2.0"] as const) {
    const connection = openConnection({ baseUrl, timeout: ENOUGH_TIME });
    await assert.rejects(connection.send("rest", get(version)), (error) => {
      assert.ok(error instanceof TransportError, "not a TransportError");
      assert.equal(error.message, "[::1]:1 refused the connection (ECONNREFUSED)");
      assert.match(whyFailed(error, baseUrl, "rest"), /^Nothing listens at \[::1\]:1 /);
      return true;
    });
    connection.close();
  }
});

test("a certificate is for the IPv6 addresses that it names, and for no other", async () => {
  const { cert } = await createCertificate();
  const certificate = new X509Certificate(cert).toLegacyObject();
  for (const host of ["::1", "0:0::1", "127.0.0.1", "localhost"])
    assert.equal(checkIdentity(host, certificate), undefined);
  for (const host of ["::2", "fe80::1", "127.0.0.2", "zitadel.example"]) {
    assert.match(checkIdentity(host, certificate)?.message ?? "", /does not match certificate's altnames/);
  }
});
