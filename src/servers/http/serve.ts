import { createServer as createHttp1, type IncomingMessage, type ServerResponse } from "node:http";
import {
  constants,
  createServer as createHttp2,
  type IncomingHttpHeaders,
  type Http2Session,
  type ServerHttp2Stream,
} from "node:http2";
import { TLSSocket } from "node:tls";
import type { RawRequest } from "./request.ts";
import { fieldsAsSent, rawRequest, readBody } from "./read.ts";
import type { WireAnswer } from "./wire.ts";
import { writeHttp1, writeHttp2 } from "./write.ts";
import { listenOnOnePort, type Listener, type SharedPort } from "./one-port.ts";
import { codeOf } from "../../util/code-of.ts";

/** Returns the answer to a request, at once or later. */
type Responder = (request: RawRequest) => WireAnswer | Promise<WireAnswer>;

/** Where to listen, and how HTTP/2 is limited. */
export interface RawListening extends Pick<SharedPort, "port" | "host" | "tls"> {
  /** Streams that one connection may have at the same time. */
  readonly maxConcurrentStreams?: number;
  /** Called with each new stream of a connection. */
  readonly onStream?: (session: Http2Session | undefined, stream: ServerHttp2Stream) => void;
  /** The bytes of an answer over HTTP/1.1, after which the connection ends; Node writes them where it is left out. */
  readonly http1Bytes?: (answer: WireAnswer, request: RawRequest) => Buffer;
}

/** A field of 64 kB is accepted here: the operation decides about a long token. */
const MAX_HEADERS = 65_536;

/**
 * Listens on one port of 127.0.0.1, or of another host, for HTTP/1.1 and HTTP/2, with a certificate also over TLS, and
 * answers every request with the bytes from `respond`. Rejects with the code EADDRINUSE when the port is taken.
 */
export function listenRaw(
  { port, host, tls, maxConcurrentStreams, onStream, http1Bytes }: RawListening,
  respond: Responder,
): Promise<Listener> {
  const limit = maxConcurrentStreams === undefined ? {} : { maxConcurrentStreams };
  const http1 = createHttp1(
    { maxHeaderSize: MAX_HEADERS, requestTimeout: 0, keepAliveTimeout: 0 },
    (request, response) => {
      void serveHttp1(request, response, respond, http1Bytes);
    },
  );
  const http2 = createHttp2({ settings: { maxHeaderListSize: MAX_HEADERS, ...limit } }, undefined).on(
    "stream",
    (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, _flags: number, flat: string[]) => {
      // Node documents the last argument, but its types lack it.
      onStream?.(stream.session, stream);
      void serveHttp2(stream, headers, flat, respond);
    },
  );
  return listenOnOnePort({
    http1,
    http2,
    port,
    ...(host === undefined ? {} : { host }),
    ...(tls === undefined ? {} : { tls }),
  });
}

async function serveHttp1(
  request: IncomingMessage,
  response: ServerResponse,
  respond: Responder,
  bytesOf: RawListening["http1Bytes"],
): Promise<void> {
  try {
    const body = await readBody(request);
    const { method = "GET", url = "/", rawHeaders } = request;
    const secure = request.socket instanceof TLSSocket;
    const raw = rawRequest("1.1", method, url, fieldsAsSent(rawHeaders), body, secure);
    const answer = await respond(raw);
    if (bytesOf === undefined || answer.ending !== "complete") await writeHttp1(response, answer);
    else response.socket?.end(bytesOf(answer, raw));
  } catch (error) {
    reportDefect(error);
    response.socket?.destroy();
  }
}

async function serveHttp2(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  flat: readonly string[],
  respond: Responder,
): Promise<void> {
  stream.on("error", () => {
    // A client may go away at any time.
  });
  try {
    const body = await readBody(stream);
    const { ":method": method = "GET", ":path": path = "/" } = headers;
    const secure = stream.session?.encrypted === true;
    await writeHttp2(stream, await respond(rawRequest("2.0", method, path, fieldsAsSent(flat), body, secure)));
  } catch (error) {
    reportDefect(error);
    stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  }
}

/** A behaviour that throws ends its own request, not the process; a client that disconnects is no error. */
function reportDefect(error: unknown): void {
  const code = codeOf(error);
  if (code !== "ECONNRESET" && code !== "ERR_STREAM_PREMATURE_CLOSE") console.error(error);
}
