import assert from "node:assert/strict";
import { connect as connectHttp2, type IncomingHttpHeaders } from "node:http2";
import { connect } from "node:net";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { OPERATION } from "../../contract/operation.ts";
import { openReference } from "./open.ts";

const target = await openReference();
const token = target.descriptor.tokens.subject ?? "";

after(() => target.close());

const path = (key: string): string => `${OPERATION.pathPrefix}/${key}`;

/** Sends raw bytes, each part in its own segment if the server reads in between. */
function send(...parts: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect({ port: target.server.port, host: "127.0.0.1", noDelay: true });
    socket.on("data", (chunk) => received.push(chunk));
    socket.once("error", reject).once("close", () => {
      resolve(Buffer.concat(received).toString());
    });
    const next = (at: number): void => {
      const part = parts[at];
      if (part !== undefined) socket.write(part, () => setTimeout(next, 10, at + 1));
    };
    next(0);
  });
}

function request(line: string, ...fields: readonly string[]): string {
  return [`${line} HTTP/1.1`, "Host: localhost", "Connection: close", ...fields, "", ""].join("\r\n");
}

const good = (): string => `Authorization: Bearer ${token}`;

test("a second Authorization field is refused, whichever of the two is valid", async () => {
  for (const fields of [
    [good(), "Authorization: Bearer bad"],
    ["Authorization: Bearer bad", good()],
  ]) {
    assert.match(await send(request(`GET ${path("key1")}`, ...fields)), /^HTTP\/1.1 401 /);
  }
});

test("a request target in absolute form is served", async () => {
  assert.match(await send(request(`GET http://localhost${path("key1")}`, good())), /^HTTP\/1.1 200 /);
});

test("a connection whose first bytes arrive one by one reaches the right server", async () => {
  const asked = request(`POST ${path("key1")}`, "Content-Length: 0");
  assert.match(await send("P", asked.slice(1)), /^HTTP\/1.1 405 /);
  const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", "latin1");
  const answer = await new Promise<Buffer>((resolve, reject) => {
    const socket = connect({ port: target.server.port, host: "127.0.0.1", noDelay: true });
    socket.once("error", reject).once("data", (chunk) => {
      socket.destroy();
      resolve(chunk);
    });
    socket.write(preface.subarray(0, 2), () => setTimeout(() => socket.write(preface.subarray(2)), 10));
  });
  assert.equal(answer[3], 4, "a SETTINGS frame");
});

test("the body of a GET is ignored, however large", async () => {
  const length = 2 * 1_048_576;
  const answer = await send(
    request(`GET ${path("key1")}`, good(), `Content-Length: ${String(length)}`),
    Buffer.alloc(length),
  );
  assert.match(answer, /^HTTP\/1.1 200 /);
});

test("the answer is in the language with the highest weight", async () => {
  const ask = (languages: string): Promise<string> =>
    send(request(`GET ${path("no-such-key")}`, good(), `Accept-Language: ${languages}`));
  assert.match(await ask("en;q=0.1, de"), /Metadaten nicht gefunden/);
  assert.match(await ask("fr;q=0, xx"), /Metadata not found/);
});

test("a behaviour that throws ends its own request, not the server", async (t) => {
  const logged = t.mock.method(console, "error", () => undefined);
  t.after(() => {
    target.server.setBehaviours([]);
  });
  target.server.setBehaviours([
    {
      json: () => {
        throw new Error("a fault in a fault");
      },
    },
  ]);
  assert.equal(await send(request(`GET ${path("key1")}`, good())), "");
  assert.equal(logged.mock.callCount(), 1);
});

function framed(message: Buffer, flags = 0): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt8(flags, 0);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

const key1 = Buffer.from("0a046b657931", "hex");

/** HTTP status and grpc-status of a call over HTTP/2. */
function call(body: Buffer, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const session = connectHttp2(target.server.url);
    const stream = session.on("error", reject).request({
      ":method": "POST",
      ":path": OPERATION.rpcPath,
      "content-type": "application/grpc",
      authorization: `Bearer ${token}`,
      ...headers,
    });
    let seen = "";
    let text = "";
    stream.on("response", (fields) => {
      seen += `${String(fields[":status"])} ${String(fields["grpc-status"] ?? "")}`;
    });
    stream.on("trailers", (fields: IncomingHttpHeaders) => {
      seen += String(fields["grpc-status"]);
    });
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
    });
    stream.on("error", reject).on("close", () => {
      session.close();
      const isText = headers["content-type"]?.includes("-text") === true;
      const frames = isText ? Buffer.from(text, "base64").toString("latin1") : text;
      resolve(seen + (/grpc-status: (\d+)/.exec(frames)?.[1] ?? ""));
    });
    stream.end(body);
  });
}

const TOO_LARGE = framed(Buffer.alloc(2 * 1_048_576));
const calls: readonly (readonly [
  title: string,
  expected: string,
  body: Buffer,
  headers?: Readonly<Record<string, string>>,
])[] = [
  ["a message is served", "200 0", framed(key1)],
  ["a message in gzip is served", "200 0", framed(gzipSync(key1), 1), { "grpc-encoding": "gzip" }],
  [
    "a message that is too large after decompression is RESOURCE_EXHAUSTED",
    "200 8",
    framed(gzipSync(Buffer.alloc(2 * 1_048_576)), 1),
    { "grpc-encoding": "gzip" },
  ],
  ["a body too large is RESOURCE_EXHAUSTED", "200 8", TOO_LARGE],
  [
    "a body too large is RESOURCE_EXHAUSTED over gRPC-Web",
    "200 8",
    TOO_LARGE,
    { "content-type": "application/grpc-web" },
  ],
  ["unknown flags are INTERNAL", "200 13", framed(key1, 2)],
  ["a trailer frame in a request is INTERNAL", "200 13", framed(key1, 0x80)],
  ["a piece of a second message is INTERNAL", "200 13", Buffer.concat([framed(key1), Buffer.alloc(3)])],
  ["a second message is UNIMPLEMENTED", "200 12", Buffer.concat([framed(key1), framed(key1)])],
  [
    "a body that is not base64 is INTERNAL",
    "200 13",
    Buffer.from("!!!!"),
    { "content-type": "application/grpc-web-text" },
  ],
  ["the JSON codec is not supported", "415 ", framed(key1), { "content-type": "application/grpc+json" }],
  [
    "the JSON codec is not supported over gRPC-Web",
    "415 ",
    framed(key1),
    { "content-type": "application/grpc-web+json" },
  ],
  ["a type that only begins like gRPC's is not gRPC", "415 ", framed(key1), { "content-type": "application/grpcfoo" }],
];

for (const [title, expected, body, headers] of calls) {
  test(title, async () => {
    assert.equal(await call(body, headers), expected);
  });
}
