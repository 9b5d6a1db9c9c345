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

/** What of an answer comes before the limit. */
type Come = "nothing" | "a head" | "bytes";

const SAID: Readonly<Record<Come, RegExp>> = {
  nothing: /^127\.0\.0\.1:\d+ did not answer in time \(limit \d+ ms\)$/,
  "a head": /^127\.0\.0\.1:\d+ did not answer in time \(limit \d+ ms; HTTP 200 and 0 bytes came, and no end\)$/,
  bytes: /^127\.0\.0\.1:\d+ did not answer in time \(limit \d+ ms; HTTP 200 and [1-9]\d* bytes came, and no end\)$/,
};

/** Milliseconds. On a loaded machine nothing may come within the first. */
const LIMITS = [60, 1000, 15_000];

/** A request to the server ends at its time limit, even while bytes arrive, and says what came. */
async function endsAtTheLimit(
  t: TestContext,
  server: Server,
  version: HttpVersion,
  come: Come,
  scheme = "http",
): Promise<void> {
  const baseUrl = `${scheme}://127.0.0.1:${String(await listening(t, server))}`;
  let said = "";
  for (const limit of LIMITS) {
    said = await timedOutAfter(t, baseUrl, version, limit);
    if (SAID[come].test(said)) return;
  }
  assert.match(said, SAID[come]);
}

async function timedOutAfter(t: TestContext, baseUrl: string, version: HttpVersion, timeout: number): Promise<string> {
  const connection = openConnection({ baseUrl, timeout });
  t.after(() => {
    connection.close();
  });
  const request: WireRequest = { httpVersion: version, method: "GET", path: "/", headers: [], body: new Uint8Array() };
  const error: unknown = await connection.send("rest", request).then(
    () => assert.fail("the request was answered"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Error && "kind" in error && error.kind === "timeout", String(error));
  return error.message;
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

const HTTP1: readonly (readonly [what: string, come: Come, server: () => Server])[] = [
  ["a body that trickles in", "bytes", () => answering("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", "x")],
  [
    "chunks that never end",
    "bytes",
    () => answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
  ],
  ["a body that ends with the connection, which stays open", "bytes", () => answering("HTTP/1.1 200 OK\r\n\r\n", "x")],
  ["header fields that never end", "nothing", () => answering("HTTP/1.1 200 OK\r\nX-Slow: ", "x")],
  ["a status line that trickles in", "nothing", () => answering("HTTP/1.1 200 ", "O")],
  ["interim answers alone", "nothing", () => answering("", "HTTP/1.1 102 Processing\r\n\r\n")],
  ["header fields alone", "a head", () => answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")],
];

for (const [what, come, server] of HTTP1) {
  test(`HTTP/1.1: ${what}`, (t) => endsAtTheLimit(t, server(), "1.1", come));
}

const HTTP2: readonly (readonly [what: string, come: Come, server: () => Server])[] = [
  [
    "a stream that trickles in",
    "bytes",
    () =>
      createHttp2Server().on("stream", (stream) => {
        stream.on("error", () => undefined);
        stream.respond({ ":status": 200 });
        trickle(stream, "x");
      }),
  ],
  [
    "header fields alone",
    "a head",
    () =>
      createHttp2Server().on("stream", (stream) => {
        stream.on("error", () => undefined);
        stream.respond({ ":status": 200 });
      }),
  ],
  [
    "trailers that never come",
    "bytes",
    () =>
      createHttp2Server().on("stream", (stream) => {
        stream.on("error", () => undefined);
        stream.on("wantTrailers", () => undefined);
        stream.respond({ ":status": 200 }, { waitForTrailers: true });
        stream.end("whole");
      }),
  ],
  [
    "a stream that is never answered",
    "nothing",
    () => createHttp2Server().on("stream", (stream) => stream.on("error", () => 0)),
  ],
  ["settings alone", "nothing", () => answering(SETTINGS)],
  ["settings that trickle in", "nothing", () => answering(LONG_SETTINGS, "\0")],
];

for (const [what, come, server] of HTTP2) {
  test(`HTTP/2: ${what}`, (t) => endsAtTheLimit(t, server(), "2.0", come));
}

for (const version of VERSIONS) {
  test(`HTTP/${version}: a TLS handshake that is never answered`, (t) =>
    endsAtTheLimit(
      t,
      createServer((socket) => socket.resume()),
      version,
      "nothing",
      "https",
    ));
}
