import assert from "node:assert/strict";
import { createServer as createHttp2Server } from "node:http2";
import { createServer, type Server, type Socket } from "node:net";
import type { Writable } from "node:stream";
import { test, type TestContext } from "node:test";
import type { HttpVersion } from "../contract/transport.ts";
import type { WireRequest } from "../protocol/exchange.ts";
import { openConnection } from "./index.ts";
import { listening } from "../../tests/support/listening.ts";

const VERSIONS: readonly HttpVersion[] = ["1.1", "2.0"];
/**
 * The head of a SETTINGS frame without settings, and of one with 30 (RFC 9113 §6.5). nghttp2 ends a session whose peer announces
 * more than 32: newer releases of Node do so at the head of the frame.
 */
const SETTINGS = Buffer.from("000000040000000000", "hex");
const LONG_SETTINGS = Buffer.from("0000b4040000000000", "hex");

/** A request to the server ends at its time limit, even while bytes arrive. */
async function endsAtTheLimit(t: TestContext, server: Server, version: HttpVersion, scheme = "http"): Promise<void> {
  const baseUrl = `${scheme}://127.0.0.1:${String(await listening(t, server))}`;
  const connection = openConnection({ baseUrl, timeout: 60 });
  t.after(() => {
    connection.close();
  });
  const request: WireRequest = { httpVersion: version, method: "GET", path: "/", headers: [], body: new Uint8Array() };
  const { message } = await connection.send("rest", request).then(
    () => assert.fail("the request was answered"),
    (error: unknown) => {
      assert.ok(error instanceof Error && "kind" in error && error.kind === "timeout", String(error));
      return error;
    },
  );
  assert.match(message, /^127\.0\.0\.1:\d+ did not answer in time \(limit 60 ms\)$/);
}

/** Writes one byte every few milliseconds while the socket is open. */
function trickle(to: Writable, byte: string): void {
  const timer = setInterval(() => to.write(byte), 4);
  to.once("close", () => {
    clearInterval(timer);
  });
}

/** Answers the first bytes with these, and then trickles. */
function answering(start: string | Buffer, byte?: string): Server {
  return createServer((socket: Socket) => {
    socket.once("data", () => {
      socket.write(start);
      if (byte !== undefined) trickle(socket, byte);
    });
  });
}

const HTTP1: readonly (readonly [what: string, server: () => Server])[] = [
  ["a body that trickles in", () => answering("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", "x")],
  ["chunks that never end", () => answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n")],
  ["a body that ends with the connection, which stays open", () => answering("HTTP/1.1 200 OK\r\n\r\n", "x")],
  ["header fields that never end", () => answering("HTTP/1.1 200 OK\r\nX-Slow: ", "x")],
  ["a status line that trickles in", () => answering("HTTP/1.1 200 ", "O")],
  ["interim answers alone", () => answering("", "HTTP/1.1 102 Processing\r\n\r\n")],
  ["header fields alone", () => answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")],
];

for (const [what, server] of HTTP1) {
  test(`HTTP/1.1: ${what}`, (t) => endsAtTheLimit(t, server(), "1.1"));
}

const HTTP2: readonly (readonly [what: string, server: () => Server])[] = [
  [
    "a stream that trickles in",
    () =>
      createHttp2Server().on("stream", (stream) => {
        stream.on("error", () => undefined);
        stream.respond({ ":status": 200 });
        trickle(stream, "x");
      }),
  ],
  [
    "header fields alone",
    () =>
      createHttp2Server().on("stream", (stream) => {
        stream.on("error", () => undefined);
        stream.respond({ ":status": 200 });
      }),
  ],
  [
    "trailers that never come",
    () =>
      createHttp2Server().on("stream", (stream) => {
        stream.on("error", () => undefined);
        stream.on("wantTrailers", () => undefined);
        stream.respond({ ":status": 200 }, { waitForTrailers: true });
        stream.end("whole");
      }),
  ],
  ["a stream that is never answered", () => createHttp2Server().on("stream", (stream) => stream.on("error", () => 0))],
  ["settings alone", () => answering(SETTINGS)],
  ["settings that trickle in", () => answering(LONG_SETTINGS, "\0")],
];

for (const [what, server] of HTTP2) {
  test(`HTTP/2: ${what}`, (t) => endsAtTheLimit(t, server(), "2.0"));
}

for (const version of VERSIONS) {
  test(`HTTP/${version}: a TLS handshake that is never answered`, (t) =>
    endsAtTheLimit(
      t,
      createServer((socket) => socket.resume()),
      version,
      "https",
    ));
}
