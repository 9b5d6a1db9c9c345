import { connect, type ClientHttp2Session, type ClientHttp2Stream } from "node:http2";
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectSecure, TLSSocket } from "node:tls";
import { MAX_HEADER_BYTES } from "./driver.ts";
import type { Endpoint } from "./endpoint.ts";
import { checkIdentity } from "./server-identity.ts";
import { errorCode, failure, failureOf } from "./failure.ts";
import type { TransportError } from "./transport.ts";
import { openTunnel, type Tunnel } from "./tunnel.ts";
import { withResolvers } from "../util/with-resolvers.ts";

/** Fits the largest value without waiting for window updates. */
const WINDOW_BYTES = 1 << 23;

/** An HTTP/2 session, ready after the peer's settings arrive. */
export interface Session {
  /** Rejects with a TransportError. */
  readonly ready: Promise<ClientHttp2Session>;
  /** True while new requests may use it or wait for it. */
  usable(): boolean;
  /** True when no request is pending. */
  ended(): boolean;
  destroy(): void;
  /** True for a request that the peer said it will not begin, as it goes away (RFC 9113 §6.8). */
  isLeftOut(stream: ClientHttp2Stream): boolean;
  /** True when the peer goes away without having begun any request. */
  beganNothing(): boolean;
  /** Takes no new requests and closes after the pending ones. */
  retire(): void;
  /** Gives up on a session that is not ready yet, and rejects its waiters with the reason. */
  abandon(reason: TransportError): void;
}

/**
 * Opens a session: with prior knowledge for http (RFC 9113 §3.3), by ALPN for https (§3.2).
 *
 * A server's first frame must be SETTINGS (§3.4), so a peer that sends anything else, or chooses another protocol, does
 * not speak HTTP/2. One that closes without sending a byte may just be starting up.
 */
export function openSession(endpoint: Endpoint): Session {
  const { secure, place, proxy } = endpoint;
  let tunnel: Tunnel | undefined;
  /** Undefined until the proxy opens the tunnel. */
  let session: ClientHttp2Session | undefined;
  let over = false;
  /** Number of the last stream that the peer begins. */
  let last = Infinity;
  const { promise: ready, resolve, reject } = withResolvers<ClientHttp2Session>();
  // Each waiter handles a failure itself; without waiters it must not become an unhandled rejection.
  ready.catch(() => undefined);

  const fail = (error: TransportError): void => {
    over = true;
    reject(error);
    session?.destroy();
    tunnel?.abandon();
  };
  const begin = (socket: Socket): void => {
    const begun = speak(socket, endpoint);
    session = begun;
    begun.once("remoteSettings", () => {
      begun.setLocalWindowSize(WINDOW_BYTES);
      resolve(begun);
    });
    begun.on("goaway", (_code: number, lastStream: number) => {
      over = true;
      last = Math.min(last, lastStream);
    });
    begun.on("error", (error) => {
      const garbage = errorCode(error).startsWith("ERR_HTTP2_");
      fail(garbage ? failure("no-http2", place, errorCode(error)) : failureOf(error, place));
    });
    begun.on("close", () => {
      fail(failure(socket.bytesRead > 0 && !secure ? "no-http2" : "reset", place));
    });
    socket.on("error", (error) => {
      // An alert after the handshake (TLS 1.3) ends the session without an error of its own.
      if (!errorCode(error).startsWith("ERR_SSL_")) return;
      fail(failureOf(error, place));
      socket.destroy();
    });
    socket.on("secureConnect", () => {
      if (socket instanceof TLSSocket && socket.alpnProtocol !== "h2") fail(failure("no-http2", place, "ALPN"));
    });
  };
  if (proxy === undefined) begin(openSocket(endpoint));
  else {
    tunnel = openTunnel(endpoint, proxy);
    tunnel.socket.then((socket) => {
      if (over) socket.destroy();
      else begin(openSocket(endpoint, socket));
    }, fail);
  }
  return {
    ready,
    usable: () => !over && session?.closed !== true && session?.destroyed !== true,
    ended: () => session?.destroyed ?? over,
    destroy: () => {
      fail(failure("reset", place, "the suite has closed its connection"));
    },
    isLeftOut: ({ id = 0 }) => id > last,
    beganNothing: () => last === 0,
    retire: () => {
      over = true;
      session?.close();
    },
    abandon: fail,
  };
}

function speak(socket: Socket, { secure, authority }: Endpoint): ClientHttp2Session {
  return connect(`${secure ? "https" : "http"}://${authority}`, {
    createConnection: () => socket,
    settings: { enablePush: false, initialWindowSize: WINDOW_BYTES },
    maxSendHeaderBlockLength: MAX_HEADER_BYTES,
    maxHeaderListPairs: 4096,
    // Megabytes. Node refuses new streams beyond it, and many large answers may be pending at once.
    maxSessionMemory: 1024,
  });
}

function openSocket(endpoint: Endpoint, tunnel?: Socket): Socket {
  const { host, port, serverName: servername, secureContext } = endpoint;
  if (secureContext === undefined) return connectPlain({ host, port }).setNoDelay(true);
  const way = tunnel === undefined ? {} : { socket: tunnel };
  return connectSecure({
    ...way,
    host,
    port,
    servername,
    secureContext,
    checkServerIdentity: checkIdentity,
    ALPNProtocols: ["h2"],
  }).setNoDelay(true);
}
