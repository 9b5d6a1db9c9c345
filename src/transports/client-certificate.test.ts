import assert from "node:assert/strict";
import { createServer } from "node:tls";
import { test } from "node:test";
import { TRANSPORTS, type Transport } from "../contract/transport.ts";
import { whyFailed } from "./failure-message.ts";
import { createCertificate } from "../servers/reference/certificate.ts";
import { openReference } from "../servers/reference/open.ts";
import { buildRequest, openConnection, readers, TransportError } from "./index.ts";
import { failureOf } from "./failure.ts";
import type { ConnectionOptions } from "./transport.ts";
import { forwardProxy } from "../../tests/support/forward-proxy.ts";
import { listening } from "../../tests/support/listening.ts";
import { ENOUGH_TIME } from "../../tests/support/enough-time.ts";

/** The client's self-signed certificate. */
const own = await createCertificate();

async function ask(options: ConnectionOptions, transport: Transport, token = ""): Promise<string> {
  const connection = openConnection(options);
  try {
    const authorization = `Bearer ${token}`;
    const request = buildRequest(transport, { basePath: "", key: "key1", authorization, request: {} });
    return readers[transport](await connection.send(transport, request)).outcome.kind;
  } catch (error) {
    assert.ok(error instanceof TransportError, String(error));
    assert.match(
      whyFailed(error, options.baseUrl, transport),
      /^127\.0\.0\.1:\d+ requires a client certificate that it trusts \(.*set ZITADEL_CLIENT_CERT to one, and ZITADEL_CLIENT_KEY/,
      error.message,
    );
    return error.kind;
  } finally {
    connection.close();
  }
}

test("a server that demands a client certificate gets it, through a proxy too", async (t) => {
  const { descriptor, close } = await openReference({ tls: true, clientCa: own.cert });
  t.after(close);
  const options = {
    baseUrl: descriptor.baseUrl,
    ca: descriptor.ca ?? "",
    timeout: ENOUGH_TIME,
    clientCertificate: own,
  };
  const proxy = await forwardProxy(t);
  for (const transport of TRANSPORTS) {
    assert.equal(await ask(options, transport, descriptor.tokens.subject), "success");
    assert.equal(await ask({ ...options, proxy }, transport, descriptor.tokens.subject), "success");
  }
});

test("a missing client certificate is named as the cause, in TLS 1.3 and in TLS 1.2", async (t) => {
  const server = await createCertificate();
  for (const maxVersion of ["TLSv1.3", "TLSv1.2"] as const) {
    const demanding = createServer({
      ...{ ...server, maxVersion, ca: own.cert, requestCert: true, rejectUnauthorized: true },
      ALPNProtocols: ["h2", "http/1.1"],
    });
    const baseUrl = `https://127.0.0.1:${String(await listening(t, demanding))}`;
    for (const transport of TRANSPORTS) {
      const kind = await ask({ baseUrl, ca: server.cert, timeout: ENOUGH_TIME }, transport);
      assert.equal(kind, "client-certificate", `${maxVersion} ${transport}`);
    }
  }
});

/** Alerts as older and newer releases of OpenSSL name them. Node servers send none for an untrusted certificate. */
const ALERTS = [
  "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA",
  "ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE",
  "ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE",
  "ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED",
  "ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN",
  "ERR_SSL_TLSV1_ALERT_ACCESS_DENIED",
];

test("the alerts by which servers reject a client certificate are recognised", () => {
  for (const code of ALERTS) {
    assert.equal(failureOf(Object.assign(new Error("x"), { code }), "x:1").kind, "client-certificate", code);
  }
  for (const code of [
    "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
    "ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR",
    "CERT_HAS_EXPIRED",
  ]) {
    assert.equal(failureOf(Object.assign(new Error("x"), { code }), "x:1").kind, "tls", code);
  }
});
