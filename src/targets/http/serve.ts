import { createServer as createHttp1, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttp2, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { RawRequest } from "./request.ts";
import { rawRequest, readBody } from "./read.ts";
import type { WireAnswer } from "./wire.ts";
import { writeHttp1, writeHttp2 } from "./write.ts";
import { listenOnOnePort, type Listener, type SharedPort } from "./one-port.ts";

/** A field of 64 kB is answered, not refused: what becomes of a long token is the operation's business. */
const MAX_HEADERS = 65_536;

/**
 * Listens on one port of 127.0.0.1 for HTTP/1.1 and HTTP/2, over TLS too when there is a certificate, and answers every
 * request with the bytes that `respond` gives. Rejects with the code EADDRINUSE when the port is taken.
 */
export function listenRaw(
  { port, tls }: Pick<SharedPort, "port" | "tls">,
  respond: (request: RawRequest) => WireAnswer,
): Promise<Listener> {
  const http1 = createHttp1({ maxHeaderSize: MAX_HEADERS, requestTimeout: 0 }, (request, response) => {
    void serveHttp1(request, response, respond);
  });
  const http2 = createHttp2({ settings: { maxHeaderListSize: MAX_HEADERS } }, undefined).on(
    "stream",
    (stream, headers) => {
      void serveHttp2(stream, headers, respond);
    },
  );
  return listenOnOnePort({ http1, http2, port, ...(tls === undefined ? {} : { tls }) });
}

async function serveHttp1(
  request: IncomingMessage,
  response: ServerResponse,
  respond: (request: RawRequest) => WireAnswer,
): Promise<void> {
  const body = await readBody(request).catch(() => undefined);
  if (body === undefined) {
    response.writeHead(413, { connection: "close" }).end();
    return;
  }
  const { method = "GET", url = "/", headers } = request;
  await writeHttp1(response, respond(rawRequest("1.1", method, url, headers, body)));
}

async function serveHttp2(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  respond: (request: RawRequest) => WireAnswer,
): Promise<void> {
  stream.on("error", () => {
    // A client may go away at any time.
  });
  const body = await readBody(stream).catch(() => undefined);
  if (body === undefined) {
    stream.close(11);
    return;
  }
  const { ":method": method = "GET", ":path": path = "/" } = headers;
  await writeHttp2(stream, respond(rawRequest("2.0", method, path, headers, body)));
}
