import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createServer as createRawServer, type Server } from "node:net";
import { test } from "node:test";
import { connectTo, get } from "../../tests/support/connecting.ts";
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
  assert.equal(duration >= 0 && startedAt <= Date.now(), true);
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
  assert.equal(
    answers.every(({ response }) => response.status === 200),
    true,
  );
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
