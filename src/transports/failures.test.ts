import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createServer as createHttp2Server, createSecureServer, constants } from "node:http2";
import { createServer as createSecureHttp1Server } from "node:https";
import { createServer as createRawServer, type AddressInfo, type Server, type Socket } from "node:net";
import { after, test } from "node:test";
import { generate } from "selfsigned";
import type { HttpVersion } from "../contract/transport.ts";
import type { WireRequest } from "../protocol/exchange.ts";
import { openConnection, TransportError, type FailureKind } from "./index.ts";
import { ENOUGH_TIME } from "../../tests/support/enough-time.ts";

const VERSIONS: readonly HttpVersion[] = ["1.1", "2.0"];
const SECRET = "Bearer do-not-show";
/** Huffman coding would lengthen it, so HPACK sends it as plain text. */
const PLAIN_PATH = "/{{{";
const cleanups: (() => void)[] = [];

after(() => {
  for (const cleanup of cleanups) cleanup();
});

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    socket.on("error", () => undefined);
    sockets.add(socket);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  cleanups.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

function request(httpVersion: HttpVersion): WireRequest {
  const headers = [["authorization", SECRET]] as const;
  return { httpVersion, method: "POST", path: PLAIN_PATH, headers, body: new Uint8Array([1]) };
}

interface Attempt {
  readonly timeout?: number;
  readonly ca?: string;
}

async function failureOf(baseUrl: string, version: HttpVersion, options: Attempt = {}): Promise<FailureKind> {
  const connection = openConnection({ baseUrl, timeout: ENOUGH_TIME, ...options });
  try {
    await connection.send("rest", request(version));
  } catch (error) {
    assert.ok(error instanceof TransportError, String(error));
    const { host, port, protocol } = new URL(baseUrl);
    assert.equal(
      error.message.startsWith(port === "" ? `${host}:${protocol === "https:" ? "443" : "80"} ` : `${host} `),
      true,
    );
    assert.doesNotMatch(error.message, /do-not-show|authorization/i);
    return error.kind;
  } finally {
    connection.close();
  }
  return assert.fail(`${baseUrl} answered HTTP/${version}`);
}

async function raw(onSocket: (socket: Socket) => void): Promise<string> {
  return `http://127.0.0.1:${String(await listen(createRawServer(onSocket)))}`;
}

/** A server that answers its first bytes with these, and then closes. */
function replying(text: string): Promise<string> {
  return raw((socket) => {
    socket.once("data", () => socket.end(text));
  });
}

test("refused: nobody listens", async () => {
  const server = createRawServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  for (const version of VERSIONS) {
    assert.equal(await failureOf(`http://127.0.0.1:${String(port)}`, version), "refused");
    assert.equal(await failureOf(`http://localhost:${String(port)}`, version), "refused");
  }
});

test("unresolved: the host has no address", async () => {
  for (const version of VERSIONS) {
    assert.equal(await failureOf("http://no-such-host.invalid", version), "unresolved");
    assert.equal(await failureOf("https://no-such-host.invalid", version), "unresolved");
  }
});

test("reset: the connection closes without an answer", async () => {
  const closing = await raw((socket) => {
    socket.once("data", () => socket.destroy());
  });
  const resetting = await raw((socket) => {
    socket.once("data", () => socket.resetAndDestroy());
  });
  for (const version of VERSIONS) {
    assert.equal(await failureOf(closing, version), "reset");
    assert.equal(await failureOf(resetting, version), "reset");
  }
});

test("reset, or unprocessed: an HTTP/2 stream or session ends without an answer", async () => {
  for (const [code, kind] of [
    [constants.NGHTTP2_REFUSED_STREAM, "unprocessed"],
    [constants.NGHTTP2_CANCEL, "reset"],
    [constants.NGHTTP2_NO_ERROR, "reset"],
  ] as const) {
    const server = createHttp2Server();
    server.on("stream", (stream) => {
      stream.on("error", () => undefined);
      stream.close(code);
    });
    assert.equal(await failureOf(`http://127.0.0.1:${String(await listen(server))}`, "2.0"), kind, String(code));
  }
  for (const code of [constants.NGHTTP2_NO_ERROR, constants.NGHTTP2_ENHANCE_YOUR_CALM]) {
    const server = createHttp2Server();
    server.on("stream", (stream) => {
      stream.session?.destroy(undefined, code);
    });
    assert.equal(await failureOf(`http://127.0.0.1:${String(await listen(server))}`, "2.0"), "reset", String(code));
  }
});

test("timeout: there is no answer, or it never ends", async () => {
  const silent = await raw((socket) => socket.resume());
  for (const version of VERSIONS) assert.equal(await failureOf(silent, version, { timeout: 20 }), "timeout");

  const endless = createServer((_, response) => {
    response.write("part");
  });
  const url = `http://127.0.0.1:${String(await listen(endless))}`;
  assert.equal(await failureOf(url, "1.1", { timeout: 50 }), "timeout");

  const endless2 = createHttp2Server();
  endless2.on("stream", (stream) => {
    stream.respond({ ":status": 200 });
    stream.write("part");
  });
  assert.equal(
    await failureOf(`http://127.0.0.1:${String(await listen(endless2))}`, "2.0", { timeout: 50 }),
    "timeout",
  );
});

test("timeout: a silent HTTP/2 session is not reused", { timeout: ENOUGH_TIME }, async () => {
  let sessions = 0;
  const server = createHttp2Server();
  server.on("session", () => (sessions += 1));
  server.on("stream", (stream) => {
    if (sessions > 1) stream.respond({ ":status": 200 }, { endStream: true });
  });
  const connection = openConnection({ baseUrl: `http://127.0.0.1:${String(await listen(server))}`, timeout: 100 });
  await assert.rejects(connection.send("grpc", request("2.0")), { kind: "timeout" });
  // A loaded machine may time out on the new session too; only the silent one would never answer.
  const isAnswered = (): Promise<boolean> =>
    connection.send("grpc", request("2.0")).then(
      ({ response }) => response.status === 200,
      (error: unknown) => {
        assert.ok(error instanceof TransportError && error.kind === "timeout", String(error));
        return false;
      },
    );
  while (!(await isAnswered()));
  connection.close();
});

test("malformed: the answer is not HTTP", async () => {
  assert.equal(await failureOf(await replying("SSH-2.0-OpenSSH_9.2\r\n"), "1.1"), "malformed");
  assert.equal(await failureOf(await replying("HTTP/1.1 abc\r\n\r\n"), "1.1"), "malformed");
  assert.equal(await failureOf(await replying("HTTP/1.1 200 OK\r\nno colon\r\n\r\n"), "1.1"), "malformed");
  // Valid settings, then on the request's stream a field that only a request may have: `:method`.
  const http2 = await raw((socket) => {
    socket.write(Buffer.from("000000040000000000", "hex"));
    socket.on("data", (chunk) => {
      if (chunk.includes(PLAIN_PATH)) socket.write(Buffer.from("00000101050000000182", "hex"));
    });
  });
  assert.equal(await failureOf(http2, "2.0"), "malformed");
});

test("no-http2: the peer answers in another protocol", async () => {
  const http1 = createServer((_, response) => response.end());
  assert.equal(await failureOf(`http://127.0.0.1:${String(await listen(http1))}`, "2.0"), "no-http2");
  assert.equal(await failureOf(await replying("HTTP/1.1 400 Bad Request\r\n\r\n<html></html>"), "2.0"), "no-http2");
  assert.equal(await failureOf(await replying("HTTP"), "2.0"), "no-http2");
});

test("tls: certificates are checked, and a configured one is trusted", async () => {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
  });
  const server = createSecureServer({ key, cert, allowHTTP1: true }, (incoming, response) => {
    incoming.resume();
    response.end();
  });
  const port = String(await listen(server));
  for (const version of VERSIONS) {
    assert.equal(await failureOf(`https://localhost:${port}`, version), "tls");
    assert.equal(await failureOf(`https://127.0.0.1:${port}`, version, { ca: cert }), "tls");
    const trusting = openConnection({ baseUrl: `https://localhost:${port}`, timeout: ENOUGH_TIME, ca: cert });
    const { response } = await trusting.send("rest", request(version));
    assert.deepEqual([response.httpVersion, response.status], [version, 200]);
    trusting.close();
  }

  const http1 = createSecureHttp1Server({ key, cert });
  assert.equal(await failureOf(`https://localhost:${String(await listen(http1))}`, "2.0", { ca: cert }), "no-http2");
  const silent = createSecureHttp1Server({ key, cert, ALPNProtocols: [] });
  assert.equal(await failureOf(`https://localhost:${String(await listen(silent))}`, "2.0", { ca: cert }), "no-http2");
});

test("plain: a server without TLS is told from one without trust", async () => {
  const url = (await replying("HTTP/1.1 400 Bad Request\r\n\r\n")).replace("http:", "https:");
  for (const version of VERSIONS) assert.equal(await failureOf(url, version), "plain");
});

test("closing rejects pending and later requests", async () => {
  const silent = await raw((socket) => socket.resume());
  for (const version of VERSIONS) {
    const connection = openConnection({ baseUrl: silent, timeout: ENOUGH_TIME });
    const waiting = connection.send("rest", request(version));
    setImmediate(() => {
      connection.close();
    });
    await assert.rejects(waiting, { name: "TransportError", kind: "reset" });
    await assert.rejects(connection.send("rest", request(version)), { name: "TransportError", kind: "reset" });
  }
});

test("a request that HTTP cannot carry is the caller's error, which shows no header", async () => {
  const url = await raw((socket) => socket.resume());
  const connection = openConnection({ baseUrl: url, timeout: ENOUGH_TIME });
  for (const version of VERSIONS) {
    const bad = { ...request(version), headers: [["authorization", `${SECRET}\r\nx: y`]] as const };
    await assert.rejects(connection.send("rest", bad), (error: Error) => {
      assert.ok(error instanceof TypeError, "not a TypeError");
      assert.doesNotMatch(error.message, /do-not-show/);
      return true;
    });
  }
  connection.close();
});

test("a base URL that is not HTTP is refused", () => {
  assert.throws(() => openConnection({ baseUrl: "ftp://localhost", timeout: 1 }), TypeError);
});
