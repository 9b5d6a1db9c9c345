import type { Server as HttpServer } from "node:http";
import type { Http2Server } from "node:http2";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { createServer as createTls, type TLSSocket } from "node:tls";

/** Key and certificates of a TLS server, in PEM. */
interface TlsOptions {
  readonly key: string;
  readonly cert: string;
  /** Authority of required client certificates; without it no client certificate is requested. */
  readonly clientCa?: string;
}

/** The servers that share a port; they do not listen themselves. */
export interface SharedPort {
  readonly http1: HttpServer;
  readonly http2: Http2Server;
  /** PEM key and certificate: enables TLS, with HTTP/2 by ALPN (RFC 7301). */
  readonly tls?: TlsOptions;
  /** 0 chooses a free one. */
  readonly port: number;
  /** Local address or host name to listen on; 127.0.0.1 by default. */
  readonly host?: string;
}

/** An open port. */
export interface Listener {
  readonly port: number;
  /** Closes every connection and stops listening. */
  readonly close: () => Promise<void>;
}

/** First byte of a TLS handshake record (RFC 8446 §5.1). */
const TLS_HANDSHAKE = 0x16;
/** Every HTTP/2 connection without TLS starts with this preface (RFC 9113 §3.4), and no HTTP/1.1 request does. */
const HTTP2_PREFACE = "PRI";

/** Listens on one port of one address and passes each connection to the server for the protocol of its first bytes. */
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
      // The preface may arrive in pieces: waits while the bytes could still become one.
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
