import type { RawListening } from "../../servers/http/serve.ts";
import { listenRaw } from "../../servers/http/serve.ts";
import type { RawRequest } from "../../servers/http/request.ts";
import type { WireAnswer } from "../../servers/http/wire.ts";

/** The server behind an interposer. */
type Upstream = (request: RawRequest) => Promise<WireAnswer>;

/** What an interposer does with the messages that it passes on. */
export interface Interference {
  /** Answers in place of the server. `nth` counts requests from 1. */
  readonly before?: (request: RawRequest, nth: number) => WireAnswer | undefined;
  /** Changes what the server answered. */
  readonly after?: (answer: WireAnswer, request: RawRequest, nth: number) => WireAnswer | Promise<WireAnswer>;
  /** The server that gets the request, where it is not always the same. */
  readonly upstream?: (nth: number) => Upstream;
  readonly connections?: Pick<RawListening, "maxConcurrentStreams" | "onStream" | "http1Bytes">;
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

/** Fields of one connection, which are not passed on (RFC 9110 §7.6.1). */
const HOP_BY_HOP = ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"];

/**
 * Listens for HTTP/1.1 and HTTP/2, and passes whole messages on to a server as they came, but for the interference. The
 * server gets them in memory: what the suite meets are the interposer's connections.
 */
export async function openInterposer(server: Upstream, interference: Interference): Promise<Interposer> {
  let count = 0;
  const respond = async (request: RawRequest): Promise<WireAnswer> => {
    count += 1;
    const nth = count;
    const own = interference.before?.(request, nth);
    if (own !== undefined) return own;
    const answer = passedOn(await (interference.upstream?.(nth) ?? server)(request));
    return interference.after?.(answer, request, nth) ?? answer;
  };
  let listener = await listenRaw({ port: 0, ...interference.connections }, respond);
  const { port } = listener;
  const interposer: Interposer = {
    baseUrl: `http://127.0.0.1:${String(port)}`,
    stop: () => listener.close(),
    async restart() {
      listener = await listenRaw({ port, ...interference.connections }, respond);
    },
    async close() {
      await listener.close();
      await interference.close?.();
    },
  };
  interference.started?.(interposer);
  return interposer;
}

function passedOn(answer: WireAnswer): WireAnswer {
  return { ...answer, headers: answer.headers.filter(([name]) => !HOP_BY_HOP.includes(name.toLowerCase())) };
}
