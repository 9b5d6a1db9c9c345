import { connect, type ClientHttp2Session } from "node:http2";
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectSecure, TLSSocket } from "node:tls";
import { MAX_HEADER_BYTES } from "./driver.ts";
import type { Endpoint } from "./endpoint.ts";
import { errorCode, failure, failureOf } from "./failure.ts";
import type { TransportError } from "./transport.ts";

/** Room for the biggest value without waiting for window updates. */
const WINDOW_BYTES = 1 << 23;

/** An HTTP/2 session, ready once the peer has sent its settings. */
export interface Session {
  /** Rejects with a TransportError. */
  readonly ready: Promise<ClientHttp2Session>;
  /** True while new requests may be sent over it or wait for it. */
  usable(): boolean;
  /** True when nothing is under way any more. */
  ended(): boolean;
  destroy(): void;
  /** Takes no new requests and closes when those under way are done. */
  retire(): void;
  /** Gives up on a session that is not ready yet; what waits for it is told why. */
  abandon(reason: TransportError): void;
}

/**
 * Opens a session: with prior knowledge for http (RFC 9113 §3.3), by ALPN for https (§3.2).
 *
 * A server's first frame must be SETTINGS (§3.4), so a peer that sends anything else, or chooses another protocol,
 * does not speak HTTP/2; one that closes without a byte may do so and be starting up.
 */
export function openSession(endpoint: Endpoint): Session {
  const socket = openSocket(endpoint);
  const session = connect(`${endpoint.secure ? "https" : "http"}://${endpoint.authority}`, {
    createConnection: () => socket,
    settings: { enablePush: false, initialWindowSize: WINDOW_BYTES },
    maxSendHeaderBlockLength: MAX_HEADER_BYTES,
    maxHeaderListPairs: 4096,
    // Megabytes; many requests wait with big answers at once, and new ones are refused when this is reached.
    maxSessionMemory: 1024,
  });
  let over = false;
  const { promise: ready, resolve, reject } = withResolvers<ClientHttp2Session>();
  // Everybody who waits has a handler of their own; without a waiter a failure is nobody's.
  ready.catch(() => undefined);

  const fail = (error: TransportError): void => {
    over = true;
    reject(error);
    session.destroy();
  };
  session.once("remoteSettings", () => {
    session.setLocalWindowSize(WINDOW_BYTES);
    resolve(session);
  });
  session.on("goaway", () => {
    over = true;
  });
  session.on("error", (error) => {
    const garbage = errorCode(error).startsWith("ERR_HTTP2_");
    fail(garbage ? failure("no-http2", endpoint.place, errorCode(error)) : failureOf(error, endpoint.place));
  });
  session.on("close", () => {
    fail(failure(socket.bytesRead > 0 && !endpoint.secure ? "no-http2" : "reset", endpoint.place));
  });
  socket.on("error", () => undefined);
  socket.on("secureConnect", () => {
    if (socket instanceof TLSSocket && socket.alpnProtocol !== "h2") {
      fail(failure("no-http2", endpoint.place, "ALPN"));
    }
  });
  return {
    ready,
    usable: () => !over && !session.closed && !session.destroyed,
    ended: () => session.destroyed,
    destroy: () => {
      over = true;
      session.destroy();
    },
    retire: () => {
      over = true;
      session.close();
    },
    abandon: fail,
  };
}

function openSocket({ host, port, secure, serverName, secureContext }: Endpoint): Socket {
  const socket =
    secure && secureContext !== undefined
      ? connectSecure({ host, port, servername: serverName, secureContext, ALPNProtocols: ["h2"] })
      : connectPlain({ host, port });
  return socket.setNoDelay(true);
}

/** Promise.withResolvers, which Node 20 does not have. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (reason: Error) => void } {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
