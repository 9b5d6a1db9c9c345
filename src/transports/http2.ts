import { validateHeaderValue } from "node:http";
import { constants, type ClientHttp2Session, type ClientHttp2Stream, type OutgoingHttpHeaders } from "node:http2";
import { header, type WireRequest, type WireResponse } from "../protocol/exchange.ts";
import type { Driver } from "./driver.ts";
import type { Endpoint } from "./endpoint.ts";
import { failure, failureOf, timedOut } from "./failure.ts";
import { fieldsOf, joinChunks, toNodeHeaders } from "../protocol/fields.ts";
import { openSession, type Session } from "./http2-session.ts";
import { TransportError, type FailureKind } from "./transport.ts";

/** Reset codes with a specific meaning (RFC 9113 §7). */
const RESET_KINDS: Readonly<Record<number, FailureKind>> = {
  [constants.NGHTTP2_PROTOCOL_ERROR]: "malformed",
  [constants.NGHTTP2_FRAME_SIZE_ERROR]: "malformed",
  [constants.NGHTTP2_COMPRESSION_ERROR]: "malformed",
  [constants.NGHTTP2_HTTP_1_1_REQUIRED]: "no-http2",
  [constants.NGHTTP2_REFUSED_STREAM]: "unprocessed",
};

/** Sessions on which one request is sent in turn, if each goes away before it begins the request. */
const MOST_SESSIONS = 100;

/** True for a request that the peer says it has not begun, so that another session may have it (RFC 9113 §8.7). */
function isUnprocessed(error: unknown): boolean {
  return error instanceof TransportError && error.kind === "unprocessed";
}

/** HTTP/2 over one session, reopened after the peer closes it or sends GOAWAY (RFC 9113). */
export function openHttp2(endpoint: Endpoint): Driver {
  let current: Session | undefined;
  const sessions = new Set<Session>();

  const acquire = (): Session => {
    if (current?.usable() === true) return current;
    for (const session of sessions) if (session.ended()) sessions.delete(session);
    current = openSession(endpoint);
    sessions.add(current);
    return current;
  };
  return {
    async send(request) {
      // node:http rejects characters that fields must not have (RFC 9110 §5.5); node:http2 would send them.
      for (const [name, value] of request.headers) validateHeaderValue(name, value);
      // A proxy tunnels TLS, and without TLS forwards only HTTP/1.1 (RFC 9110 §9.3.6, RFC 9112 §3.2.2).
      if (!endpoint.secure && endpoint.proxy !== undefined) throw failure("no-tunnel", endpoint.proxy.place);
      for (let left = MOST_SESSIONS; ; left -= 1) {
        const session = acquire();
        try {
          return await exchange(endpoint, session, request);
        } catch (error) {
          // A peer that begins nothing at all needs time, and no further session.
          const isFutile = left === 0 || session.usable() || session.beganNothing();
          if (isFutile || !isUnprocessed(error)) throw error;
        }
      }
    },
    close: () => {
      // Includes sessions that a GOAWAY left with pending requests.
      for (const session of sessions) session.destroy();
    },
  };
}

async function exchange(endpoint: Endpoint, session: Session, request: WireRequest): Promise<WireResponse> {
  const late: { error?: TransportError; stream?: ClientHttp2Stream } = {};
  const timer = setTimeout(() => {
    late.error = timedOut(endpoint.place, endpoint.timeout);
    if (late.stream === undefined) {
      session.abandon(late.error);
      return;
    }
    // Closes the stream even if the peer no longer reads, so that no other request waits for it.
    late.stream.close(constants.NGHTTP2_CANCEL);
    late.stream.destroy();
    session.retire();
  }, endpoint.timeout);
  try {
    const ready = await session.ready;
    late.stream = start(ready, endpoint, request);
    const response = await collect(late.stream, session, endpoint.place);
    // Partial data at the time limit is not an answer: the connection did not end.
    if (late.error !== undefined) {
      const { status, body } = response;
      late.error = timedOut(endpoint.place, endpoint.timeout, { status, bytes: body.length });
      throw late.error;
    }
    return response;
  } catch (error) {
    throw late.error ?? error;
  } finally {
    clearTimeout(timer);
  }
}

/** Sends the request. A host field becomes `:authority`, its replacement in HTTP/2 (RFC 9113 §8.3.1). */
function start(session: ClientHttp2Session, endpoint: Endpoint, request: WireRequest): ClientHttp2Stream {
  const headers: OutgoingHttpHeaders = {
    ":method": request.method,
    ":path": request.path,
    ":scheme": endpoint.secure ? "https" : "http",
    ":authority": header(request.headers, "host") ?? endpoint.authority,
    ...toNodeHeaders(request.headers.filter(([name]) => name.toLowerCase() !== "host")),
  };
  // The peer has just closed the session; any other error of request() is the request's own fault.
  if (session.closed || session.destroyed) throw failure("reset", endpoint.place);
  const stream = session.request(headers, { endStream: request.body.length === 0 });
  if (request.body.length > 0) stream.end(request.body);
  return stream;
}

/** Waits for the stream to close. */
function collect(stream: ClientHttp2Stream, session: Session, place: string): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let fields: { status: number; headers: readonly string[] } | undefined;
    let trailers: readonly string[] = [];
    let ended = false;
    let failed: Error | undefined;

    stream.on("response", (headers: Record<string, unknown>, _flags: number, raw: string[]) => {
      fields = { status: Number(headers[":status"]), headers: raw };
    });
    stream.on("trailers", (_headers: unknown, _flags: number, raw: string[]) => {
      trailers = raw;
    });
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      ended = true;
    });
    stream.on("error", (error: Error) => {
      failed = error;
    });
    stream.on("close", () => {
      const reset = stream.rstCode;
      if (fields === undefined) {
        const kind = session.isLeftOut(stream) ? "unprocessed" : RESET_KINDS[reset];
        reject(kind !== undefined ? failure(kind, place, `reset ${String(reset)}`) : failureOf(failed, place));
        return;
      }
      resolve({
        httpVersion: "2.0",
        status: fields.status,
        headers: fieldsOf(fields.headers),
        trailers: fieldsOf(trailers),
        body: joinChunks(chunks),
        incomplete: !ended || failed !== undefined || reset !== constants.NGHTTP2_NO_ERROR,
      });
    });
  });
}
