import type { ServerResponse } from "node:http";
import type { ServerHttp2Stream } from "node:http2";
import { setTimeout as wait } from "node:timers/promises";
import type { WireAnswer } from "./wire.ts";

/** Connection fields of HTTP/1.1, which HTTP/2 forbids (RFC 9113 §8.2.2). */
const CONNECTION_FIELDS = ["connection", "keep-alive", "transfer-encoding", "upgrade"];

/** Writes an answer over HTTP/1.1. */
export async function writeHttp1(response: ServerResponse, wire: WireAnswer): Promise<void> {
  await delay(wire);
  const { socket } = response;
  if (wire.ending === "none" || socket === null) {
    socket?.destroy();
    return;
  }
  response.sendDate = false;
  response.strictContentLength = false;
  response.writeHead(wire.status, wire.headers.flat());
  for (const chunk of wire.chunks) response.write(chunk);
  if (wire.ending === "complete") response.end();
  // What was written must leave before the socket goes.
  else
    response.write("", () => {
      socket.destroySoon();
    });
}

/** Writes an answer over HTTP/2: trailers after the content, or all in one block when there is neither. */
export async function writeHttp2(stream: ServerHttp2Stream, wire: WireAnswer): Promise<void> {
  await delay(wire);
  // Whoever gave up on the request, or reset its stream, gets nothing.
  if (stream.destroyed || stream.closed) return;
  if (wire.ending === "none") {
    stream.close(8);
    return;
  }
  const headers = fieldsOf(wire.headers);
  const endStream = wire.chunks.length === 0 && wire.trailers.length === 0 && wire.ending === "complete";
  const waitForTrailers = wire.trailers.length > 0;
  // Node must not add a Date: the answer has its own, if any. (Node's types lack this option.)
  const options = { endStream, waitForTrailers, sendDate: false };
  stream.respond({ ":status": wire.status, ...headers }, options);
  if (endStream) return;
  stream.on("wantTrailers", () => {
    stream.sendTrailers(fieldsOf(wire.trailers));
  });
  for (const chunk of wire.chunks) stream.write(chunk);
  if (wire.ending === "complete") stream.end();
  // A stream that is closed is ended first; only one that is destroyed is reset (RFC 9113 §8.1).
  else stream.write("", () => stream.destroy(new Error("cut short on purpose")));
}

/** Keeps no process alive: a client that still waits does. */
async function delay(wire: WireAnswer): Promise<void> {
  if (wire.delay > 0) await wait(wire.delay, undefined, { ref: false });
}

/** Fields in node:http2's form: names in lower case, repeated ones as a list. */
function fieldsOf(fields: WireAnswer["headers"]): Record<string, string | string[]> {
  const result: Record<string, string | string[]> = {};
  for (const [given, value] of fields) {
    const name = given.toLowerCase();
    if (CONNECTION_FIELDS.includes(name)) continue;
    const present = result[name];
    result[name] = present === undefined ? value : [...(Array.isArray(present) ? present : [present]), value];
  }
  return result;
}
