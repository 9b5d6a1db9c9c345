import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createServer as createHttp2Server, constants, type ServerHttp2Stream } from "node:http2";
import { createServer as createRawServer, type AddressInfo, type Server, type Socket } from "node:net";
import { after, test } from "node:test";
import type { HttpVersion } from "../contract/transport.ts";
import type { WireRequest } from "../protocol/exchange.ts";
import { openConnection, type Connection } from "./index.ts";
import { ENOUGH_TIME } from "../../tests/support/enough-time.ts";

const cleanups: (() => void)[] = [];

after(() => {
  for (const cleanup of cleanups) cleanup();
});

/** Listens on a free port and connects to it; both close when the test file ends. */
async function connectTo(server: Server): Promise<{ connection: Connection; authority: string }> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const authority = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const connection = openConnection({ baseUrl: `http://${authority}/ignored`, timeout: ENOUGH_TIME });
  cleanups.push(() => {
    connection.close();
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { connection, authority };
}

function get(httpVersion: HttpVersion, parts: Partial<WireRequest> = {}): WireRequest {
  return { httpVersion, method: "GET", path: "/x", headers: [], body: new Uint8Array(), ...parts };
}

/** A server that answers every request with the same bytes. */
function answering(text: string, seen: string[] = [], end = false): Server {
  return createRawServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      seen.push(chunk.toString("latin1"));
      socket.write(text, "latin1");
      if (end) socket.end();
    });
  });
}

const EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

test("HTTP/1.1 adds nothing to a request but Host and the length", async () => {
  const seen: string[] = [];
  const { connection, authority } = await connectTo(answering(EMPTY, seen));
  await connection.send(
    "rest",
    get("1.1", {
      path: "/a/../b//%zz%00?q=%",
      headers: [
        ["X-One", "1"],
        ["authorization", "a b"],
      ],
    }),
  );
  await connection.send("rest", get("1.1", { method: "POST" }));
  await connection.send("rest", get("1.1", { method: "DELETE", body: Buffer.from("hi"), headers: [["host", "h"]] }));
  assert.deepEqual(seen, [
    `GET /a/../b//%zz%00?q=% HTTP/1.1\r\nhost: ${authority}\r\nX-One: 1\r\nauthorization: a b\r\n\r\n`,
    `POST /x HTTP/1.1\r\nhost: ${authority}\r\ncontent-length: 0\r\n\r\n`,
    "DELETE /x HTTP/1.1\r\nhost: h\r\ncontent-length: 2\r\n\r\nhi",
  ]);
});

test("HTTP/1.1 answers keep the order, case and number of their fields, and their trailers", async () => {
  const head =
    "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 301 Moved\r\nSet-Cookie: a\r\nLocation: /y\r\nset-cookie: b\r\n";
  const chunks = "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nGrpc-Status: 0\r\n\r\n";
  const { connection } = await connectTo(answering(head + chunks));
  const { response, duration, startedAt, transport } = await connection.send("grpc-web", get("1.1"));
  assert.deepEqual(response, {
    httpVersion: "1.1",
    status: 301,
    headers: [
      ["Set-Cookie", "a"],
      ["Location", "/y"],
      ["set-cookie", "b"],
      ["Transfer-Encoding", "chunked"],
    ],
    trailers: [["Grpc-Status", "0"]],
    body: new Uint8Array([104, 105]),
    incomplete: false,
  });
  assert.ok(duration >= 0 && startedAt <= Date.now());
  assert.equal(transport, "grpc-web");
});

test("HTTP/1.1 sockets are kept alive and reused", async () => {
  let sockets = 0;
  const server = createServer((_, response) => response.end("ok"));
  server.on("connection", () => (sockets += 1));
  const { connection } = await connectTo(server);
  for (let count = 0; count < 5; count += 1) await connection.send("rest", get("1.1"));
  assert.equal(sockets, 1);
  const answers = await Promise.all(Array.from({ length: 40 }, () => connection.send("rest", get("1.1"))));
  assert.ok(answers.every(({ response }) => response.status === 200));
});

test("HTTP/1.1 knows when an answer has no content and when it ends with the connection", async () => {
  const head = await connectTo(answering("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"));
  const { response } = await head.connection.send("rest", get("1.1", { method: "HEAD" }));
  assert.deepEqual([response.status, response.body.length, response.incomplete], [200, 0, false]);
  const closing = await connectTo(answering("HTTP/1.0 200 OK\r\n\r\nall", [], true));
  const whole = (await closing.connection.send("rest", get("1.1"))).response;
  assert.deepEqual([Buffer.from(whole.body).toString(), whole.incomplete], ["all", false]);
});

test("HTTP/1.1 content where none is allowed does not harm a later request", async () => {
  const surplus = await connectTo(answering("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsurplus"));
  for (const method of ["HEAD", "HEAD", "GET"]) {
    const { response } = await surplus.connection.send("rest", get("1.1", { method }));
    assert.deepEqual([response.status, response.incomplete], [200, false], method);
  }
});

test("truncated HTTP/1.1 answers are incomplete", async () => {
  const cut: [string, string][] = [
    ["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart", "part"],
    ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n", "part"],
    ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\nzz\r\n", "part"],
    ["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", ""],
  ];
  for (const [text, body] of cut) {
    const { connection } = await connectTo(answering(text, [], true));
    const { response } = await connection.send("rest", get("1.1"));
    assert.deepEqual([response.status, Buffer.from(response.body).toString(), response.incomplete], [200, body, true]);
  }
});

test("HTTP/1.1 answers 101 without hanging", async () => {
  const { connection } = await connectTo(
    answering("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n"),
  );
  assert.equal((await connection.send("rest", get("1.1"))).response.status, 101);
});

function onStream(answer: (stream: ServerHttp2Stream, raw: string[]) => void): Server {
  const server = createHttp2Server({ maxSessionMemory: 1024 });
  server.on("stream", (stream: ServerHttp2Stream, _headers: unknown, _flags: number, raw: string[]) => {
    stream.on("error", () => undefined);
    answer(stream, raw);
  });
  server.on("sessionError", () => undefined);
  return server;
}

test("HTTP/2 adds nothing to a request but the pseudo-header fields", async () => {
  const seen: string[][] = [];
  const bodies: string[] = [];
  const server = onStream((stream, raw) => {
    seen.push(raw);
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => bodies.push(text));
    stream.on("end", () => {
      stream.respond({ ":status": 200 }, { endStream: true });
    });
  });
  const { connection, authority } = await connectTo(server);
  const path = `/a/../b//%zz%00${"k".repeat(20_000)}`;
  await connection.send(
    "grpc",
    get("2.0", {
      path,
      headers: [
        ["te", "trailers"],
        ["x-a", "1"],
      ],
    }),
  );
  await connection.send("grpc", get("2.0", { method: "POST", headers: [["host", "h"]], body: Buffer.from("hi") }));
  const pseudo = (method: string, target: string, host: string): string[] => {
    return [":method", method, ":path", target, ":scheme", "http", ":authority", host];
  };
  assert.deepEqual(seen, [
    [...pseudo("GET", path, authority), "te", "trailers", "x-a", "1"],
    pseudo("POST", "/x", "h"),
  ]);
  assert.deepEqual(bodies, ["hi"]);
});

test("HTTP/2 answers keep the order and number of their fields, and their trailers", async () => {
  const server = onStream((stream) => {
    stream.additionalHeaders({ ":status": 103 });
    stream.respond({ ":status": 404, vary: "a", "set-cookie": ["1", "2"], date: "d" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => {
      stream.sendTrailers({ "grpc-status": "0", "grpc-message": "m" });
    });
    stream.end("body");
  });
  const { connection } = await connectTo(server);
  assert.deepEqual((await connection.send("grpc", get("2.0"))).response, {
    httpVersion: "2.0",
    status: 404,
    headers: [
      ["vary", "a"],
      ["set-cookie", "1"],
      ["set-cookie", "2"],
      ["date", "d"],
    ],
    trailers: [
      ["grpc-status", "0"],
      ["grpc-message", "m"],
    ],
    body: new Uint8Array(Buffer.from("body")),
    incomplete: false,
  });
});

test("HTTP/2 answers may have headers alone, for HEAD or for a status", async () => {
  const server = onStream((stream) => {
    stream.respond({ ":status": 200, "grpc-status": "5", "content-length": "9", date: "d" }, { endStream: true });
  });
  const { connection } = await connectTo(server);
  const { response } = await connection.send("grpc", get("2.0", { method: "HEAD" }));
  assert.deepEqual([response.status, response.body.length, response.incomplete], [200, 0, false]);
  assert.deepEqual(response.trailers, []);
  assert.deepEqual(response.headers[0], ["grpc-status", "5"]);
});

test("HTTP/2 carries big bodies and many requests at once over one session", async () => {
  let sessions = 0;
  const big = Buffer.alloc(700_000, "x");
  const server = onStream((stream) => {
    stream.respond({ ":status": 200 });
    stream.end(stream.id === 1 ? big : "small");
  });
  server.on("session", () => (sessions += 1));
  const { connection } = await connectTo(server);
  const answers = await Promise.all(Array.from({ length: 150 }, () => connection.send("grpc", get("2.0"))));
  const sizes = answers.map(({ response }) => (response.incomplete ? 0 : response.body.length));
  assert.deepEqual(sizes, [big.length, ...Array<number>(149).fill(5)]);
  assert.equal(sessions, 1);
});

/** One HTTP/2 frame (RFC 9113 §4.1). */
function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

test("truncated HTTP/2 answers are incomplete", async () => {
  const none = Buffer.alloc(0);
  const reset = (code: number): Buffer => frame(3, 0, 1, Buffer.from([0, 0, 0, code]));
  const ends: ((socket: Socket) => void)[] = [
    (socket) => socket.write(reset(constants.NGHTTP2_INTERNAL_ERROR)),
    (socket) => socket.write(reset(constants.NGHTTP2_CANCEL)),
    (socket) => socket.end(),
  ];
  for (const end of ends) {
    const server = createRawServer((socket) => {
      socket.on("error", () => undefined);
      socket.write(frame(4, 0, 0, none));
      socket.on("data", (chunk) => {
        if (!chunk.includes("/{{{")) return;
        // Headers with `:status: 200`, from HPACK's static table, and data without END_STREAM.
        socket.write(Buffer.concat([frame(1, 4, 1, Buffer.from([0x88])), frame(0, 0, 1, Buffer.from("part"))]));
        end(socket);
      });
    });
    const { connection } = await connectTo(server);
    // Huffman coding would lengthen this path, so HPACK sends it as plain text and the server can find it.
    const { response } = await connection.send("grpc", get("2.0", { path: "/{{{" }));
    assert.deepEqual([response.status, Buffer.from(response.body).toString()], [200, "part"]);
    assert.equal(response.incomplete, true);
  }
});

test("HTTP/2 reconnects after the server ends a session", async () => {
  let sessions = 0;
  const server = onStream((stream) => {
    if (sessions % 2 === 0) stream.session?.goaway();
    else stream.session?.close();
    stream.respond({ ":status": 200 }, { endStream: true });
  });
  server.on("session", () => (sessions += 1));
  const { connection } = await connectTo(server);
  for (let count = 1; count <= 6; count += 1) {
    assert.equal((await connection.send("grpc", get("2.0"))).response.status, 200);
    assert.equal(sessions, count);
  }
});
