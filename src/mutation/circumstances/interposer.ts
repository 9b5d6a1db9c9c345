import type { Transport } from "../../contract/transport.ts";
import type { WireRequest, WireResponse } from "../../protocol/exchange.ts";
import type { RawListening } from "../../servers/http/serve.ts";
import { listenRaw } from "../../servers/http/serve.ts";
import type { RawRequest } from "../../servers/http/request.ts";
import type { WireAnswer } from "../../servers/http/wire.ts";
import { openConnection } from "../../transports/index.ts";
import { TransportError, type Connection } from "../../transports/transport.ts";

/** What an interposer does with the messages that it passes on. */
export interface Interference {
  /** Answers in place of the server. `nth` counts requests from 1. */
  readonly before?: (request: RawRequest, nth: number) => WireAnswer | undefined;
  /** Changes what the server answered. */
  readonly after?: (answer: WireAnswer, request: RawRequest, nth: number) => WireAnswer | Promise<WireAnswer>;
  /** Base URL of the server that gets the request, where it is not always the same. */
  readonly upstream?: (request: RawRequest, nth: number) => string;
  readonly http2?: Pick<RawListening, "maxConcurrentStreams" | "onStream">;
  /** Is handed the interposer when it listens. */
  readonly started?: (interposer: Interposer) => void;
  /** Closes what the interference opened. */
  readonly close?: () => Promise<void>;
}

/** Something that stands between the suite and a server. */
export interface Interposer {
  readonly baseUrl: string;
  /** Ends every connection and listens no longer. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds after which a server behind an interposer is given up. */
const TIMEOUT = 60_000;

/** Fields of one connection, which are not passed on (RFC 9110 §7.6.1). */
const HOP_BY_HOP = ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"];

/** What stands for no answer at all. */
const HUNG_UP: WireAnswer = { status: 0, headers: [], chunks: [], trailers: [], ending: "none", delay: 0 };

/** Listens for HTTP/1.1 and HTTP/2, and passes whole messages on to a server as they came, but for the interference. */
export async function openInterposer(server: string, interference: Interference): Promise<Interposer> {
  const connections = new Map<string, Connection>();
  const connectionTo = (baseUrl: string): Connection => {
    const open = connections.get(baseUrl) ?? openConnection({ baseUrl, timeout: TIMEOUT });
    connections.set(baseUrl, open);
    return open;
  };
  let count = 0;
  const respond = async (request: RawRequest): Promise<WireAnswer> => {
    count += 1;
    const nth = count;
    const own = interference.before?.(request, nth);
    if (own !== undefined) return own;
    const answer = await passOn(connectionTo(interference.upstream?.(request, nth) ?? server), request);
    return interference.after?.(answer, request, nth) ?? answer;
  };
  let listener = await listenRaw({ port: 0, ...interference.http2 }, respond);
  const { port } = listener;
  const interposer: Interposer = {
    baseUrl: `http://127.0.0.1:${String(port)}`,
    stop: () => listener.close(),
    async restart() {
      listener = await listenRaw({ port, ...interference.http2 }, respond);
    },
    async close() {
      await listener.close();
      for (const connection of connections.values()) connection.close();
      await interference.close?.();
    },
  };
  interference.started?.(interposer);
  return interposer;
}

async function passOn(connection: Connection, request: RawRequest): Promise<WireAnswer> {
  try {
    const { response } = await connection.send(transportOf(request), wireRequest(request));
    return wireAnswer(response);
  } catch (error) {
    if (error instanceof TransportError) return HUNG_UP;
    throw error;
  }
}

/** Only a name for the exchange, which nobody reads here. */
function transportOf({ httpVersion }: RawRequest): Transport {
  return httpVersion === "2.0" ? "grpc" : "rest";
}

function wireRequest({ httpVersion, method, target, headers, body }: RawRequest): WireRequest {
  const passed = [...headers].filter(([name]) => !HOP_BY_HOP.includes(name));
  const fields = passed.flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
  return { httpVersion, method, path: target, headers: fields, body: new Uint8Array(body) };
}

function wireAnswer({ status, headers, trailers, body, incomplete }: WireResponse): WireAnswer {
  const chunks = body.length === 0 ? [] : [Buffer.from(body)];
  const kept = headers.filter(([name]) => !HOP_BY_HOP.includes(name.toLowerCase()));
  return { status, headers: kept, trailers, chunks, ending: incomplete ? "cut" : "complete", delay: 0 };
}
