import assert from "node:assert/strict";
import { createServer as createHttp2Server, constants, type ServerHttp2Stream } from "node:http2";
import { createServer as createRawServer, type Server, type Socket } from "node:net";
import { test } from "node:test";
import { connectTo, get } from "../../tests/support/connecting.ts";
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

test("HTTP/2 sends again what a server that goes away has not begun, and says so of what another refuses", async () => {
  const seen = new WeakSet<object>();
  const server = onStream((stream) => {
    const { session, id = 0 } = stream;
    if (session === undefined || seen.has(session)) return;
    seen.add(session);
    session.goaway(0, id);
    stream.respond({ ":status": 200 }, { endStream: true });
  });
  const { connection } = await connectTo(server);
  const answers = await Promise.all(Array.from({ length: 5 }, () => connection.send("grpc", get("2.0"))));
  assert.deepEqual(
    answers.map(({ response }) => response.status),
    Array(5).fill(200),
  );
  const refusing = await connectTo(
    onStream((stream) => {
      stream.close(7);
    }),
  );
  await assert.rejects(refusing.connection.send("grpc", get("2.0")), { kind: "unprocessed" });
});

test("HTTP/2 opens no session after another to a server that goes away before it begins anything", async () => {
  let sessions = 0;
  const server = createRawServer((socket) => {
    sessions += 1;
    socket.on("error", () => undefined);
    socket.write(frame(4, 0, 0, Buffer.alloc(0)));
    socket.on("data", (chunk) => {
      // GOAWAY whose last stream is none.
      if (chunk.includes("/{{{")) socket.write(frame(7, 0, 0, Buffer.alloc(8)));
    });
  });
  const { connection } = await connectTo(server);
  await assert.rejects(connection.send("grpc", get("2.0", { path: "/{{{" })), { kind: "unprocessed" });
  assert.equal(sessions, 1);
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
