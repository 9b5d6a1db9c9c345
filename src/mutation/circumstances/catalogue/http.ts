import { constants, type ServerHttp2Session } from "node:http2";
import type { Circumstance } from "../circumstance.ts";
import type { Interference } from "../interposer.ts";
import type { RawRequest } from "../../../servers/http/request.ts";
import { content, type WireAnswer } from "../../../servers/http/wire.ts";

const PASS = { verdict: "pass" } as const;
const RETRIED = { verdict: "pass", retried: true } as const;

/** Fields of the connection, and of the length, which the writers below set themselves. */
const OWN = /^(content-length|connection|transfer-encoding|trailer)$/i;

/** The beginning of an answer, with all the white space that is free (RFC 9112 §4, §5). */
function headOf(answer: WireAnswer, statusLine: string, ...own: readonly string[]): Buffer {
  const fields = answer.headers
    .filter(([name]) => !OWN.test(name))
    .map(([name, value], at) => (at % 2 === 0 ? `${name}:${value}` : `${name}: \t${value} \t`));
  return Buffer.from([statusLine, ...fields, ...own, "", ""].join("\r\n"), "latin1");
}

function lacksContent({ status }: WireAnswer, { method }: RawRequest): boolean {
  return method === "HEAD" || status === 204 || status === 304;
}

/** As an old proxy writes: the end of the connection ends the content (RFC 9112 §2.3, §6.3). */
function inHttp10(answer: WireAnswer, request: RawRequest): Buffer {
  const head = headOf(answer, `HTTP/1.0 ${String(answer.status)} So be it`);
  return lacksContent(answer, request) ? head : Buffer.concat([head, content(answer)]);
}

/** Chunks with extensions, zeros and capitals in sizes, and trailer fields; no reason phrase (RFC 9112 §4, §7.1). */
function inOddChunks(answer: WireAnswer, request: RawRequest): Buffer {
  const line = `HTTP/1.1 ${String(answer.status)} `;
  if (lacksContent(answer, request)) return headOf(answer, line, "Connection: Close");
  const body = content(answer);
  const size = Math.max(1, Math.ceil(body.length / 3));
  const parts = [headOf(answer, line, "Transfer-Encoding: Chunked", "Trailer: X-Sum", "Connection: close")];
  for (let at = 0; at < body.length; at += size) {
    const chunk = body.subarray(at, at + size);
    const length = chunk.length.toString(16).toUpperCase();
    parts.push(Buffer.from(`00${length};name="a;b";other=1\r\n`), chunk, Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from("000;last\r\nX-Sum: abc\r\nServer-Timing: all;dur=1\r\n\r\n")]);
}

/** Pings, new settings, other services and early hints while requests wait (RFC 9113 §6.5, §6.7; RFC 7838 §4). */
function busy(): Interference {
  let count = 0;
  return {
    connections: {
      onStream: (session, stream) => {
        count += 1;
        session?.ping(() => undefined);
        stream.additionalHeaders({ ":status": 103, link: "</style.css>; rel=preload" });
        if (count % 5 !== 0 || session === undefined) return;
        session.settings({
          initialWindowSize: 30_000 + count,
          maxConcurrentStreams: 3 + (count % 4),
          headerTableSize: 0,
        });
        (session as ServerHttp2Session).altsvc('h3=":443"', "https://zitadel.example");
      },
    },
  };
}

/** Goes away with the first request of each connection: what else is on its way there is not begun (RFC 9113 §6.8). */
function oneRequestEach(): Interference {
  const seen = new WeakSet();
  return {
    connections: {
      onStream: (session, { id = 0 }) => {
        if (session === undefined || seen.has(session)) return;
        seen.add(session);
        session.goaway(constants.NGHTTP2_NO_ERROR, id);
      },
    },
  };
}

function refusesStreams(): Interference {
  let count = 0;
  return {
    connections: {
      onStream: (_, stream) => {
        count += 1;
        if (count % 7 === 0) stream.close(constants.NGHTTP2_REFUSED_STREAM);
      },
    },
  };
}

/** What HTTP leaves to those who write it. */
export const HTTP_CIRCUMSTANCES: readonly Circumstance[] = [
  {
    id: "connection/http2-frames",
    statement: "a proxy cuts HTTP/2 into small padded frames with pings and unknown ones between them",
    modes: ["provisioned"],
    relay: { recutsFrames: true },
    expects: PASS,
  },
  {
    id: "connection/http2-busy",
    statement: "a proxy pings, changes its settings and sends hints over HTTP/2 while it answers",
    modes: ["provisioned"],
    between: busy,
    expects: PASS,
  },
  {
    id: "connection/one-request",
    statement: "a proxy ends each connection of HTTP/2 with its first request",
    modes: ["read-only", "provisioned"],
    between: oneRequestEach,
    expects: PASS,
  },
  {
    id: "connection/unprocessed",
    statement: "a proxy that is busy refuses every seventh stream of HTTP/2",
    modes: ["read-only"],
    between: refusesStreams,
    expects: RETRIED,
  },
  {
    id: "connection/http1.0",
    statement: "a proxy answers in HTTP/1.0, and the end of the connection ends the content",
    modes: ["provisioned"],
    between: () => ({ connections: { http1Bytes: inHttp10 } }),
    expects: PASS,
  },
  {
    id: "connection/odd-chunks",
    statement: "a proxy writes HTTP/1.1 with extensions and trailers of chunks, odd white space and no reason phrases",
    modes: ["provisioned"],
    between: () => ({ connections: { http1Bytes: inOddChunks } }),
    expects: PASS,
  },
];
