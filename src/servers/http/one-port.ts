import type { Server as HttpServer } from "node:http";
import type { Http2Server } from "node:http2";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { createServer as createTls, type TLSSocket } from "node:tls";

/** What a server needs for TLS, in PEM. */
interface TlsOptions {
  readonly key: string;
  readonly cert: string;
  /** Authority of the certificates that clients must show; without it they show none. */
  readonly clientCa?: string;
}

/** The servers that share a port; they listen on nothing themselves. */
export interface SharedPort {
  readonly http1: HttpServer;
  readonly http2: Http2Server;
  /** PEM key and certificate: connections may then come over TLS too, and choose HTTP/2 by ALPN (RFC 7301). */
  readonly tls?: TlsOptions;
  /** 0 takes a free one. */
  readonly port: number;
  /** Address of this machine to listen on, or a name of it; 127.0.0.1 when left out. */
  readonly host?: string;
}

/** A port that is listened on. */
export interface Listener {
  readonly port: number;
  /** Ends every connection and stops listening. */
  readonly close: () => Promise<void>;
}

/** First byte of a TLS record with a handshake (RFC 8446 §5.1). */
const TLS_HANDSHAKE = 0x16;
/** What every HTTP/2 connection without TLS begins with (RFC 9113 §3.4), and no request of HTTP/1.1 does. */
const HTTP2_PREFACE = "PRI";

/** Listens on one port of one address and hands each connection to the server that speaks what its first bytes say. */
export async function listenOnOnePort({ http1, http2, tls, port, host = "127.0.0.1" }: SharedPort): Promise<Listener> {
  const sockets = new Set<Socket>();
  const secure = tls === undefined ? undefined : createTlsServer(tls);
  secure?.on("secureConnection", (socket: TLSSocket) => {
    (socket.alpnProtocol === "h2" ? http2 : http1).emit("connection", socket);
  });
  secure?.on("tlsClientError", () => {
    // A client that does not trust the certificate goes away; that is its business.
  });
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    const onData = (chunk: Buffer): void => {
      first = Buffer.concat([first, chunk]);
      // The preface may come in pieces; what it may still become is waited for.
      if (first.length < HTTP2_PREFACE.length && HTTP2_PREFACE.startsWith(first.toString("latin1"))) return;
      socket.off("data", onData);
      socket.pause();
      socket.unshift(first);
      const isHttp2 = first.toString("latin1", 0, HTTP2_PREFACE.length) === HTTP2_PREFACE;
      const isTls = first[0] === TLS_HANDSHAKE;
      const speaking = isTls && secure !== undefined ? secure : isHttp2 ? http2 : http1;
      speaking.emit("connection", socket);
      if (speaking === http1) socket.resume();
    };
    let first: Buffer = Buffer.alloc(0);
    socket.on("data", onData);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => closeAll(server, sockets),
  };
}

function createTlsServer({ key, cert, clientCa }: TlsOptions): ReturnType<typeof createTls> {
  const demand = clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true };
  return createTls({ key, cert, ...demand, ALPNProtocols: ["h2", "http/1.1"] });
}

function closeAll(server: ReturnType<typeof createServer>, sockets: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    for (const socket of sockets) socket.destroy();
  });
}
