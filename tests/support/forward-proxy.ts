import { createServer, request, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect, type Socket } from "node:net";
import type { TestContext } from "node:test";
import { listening } from "./listening.ts";

/** Behaviour of a test's proxy. */
export interface ForwardProxyOptions {
  /** Requires this value of Proxy-Authorization. */
  readonly authorization?: string;
  /** Answers CONNECT with this and nothing more. */
  readonly refusal?: string;
  /** Never answers CONNECT. */
  readonly stalls?: boolean;
  /** PEM: the proxy itself uses TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A running proxy. */
export interface ForwardProxy {
  readonly url: string;
  /** The first lines of the received requests. */
  readonly seen: string[];
  /** The sockets whose CONNECT it did not answer. */
  readonly stalled: Socket[];
}

const UNAUTHORIZED = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n";

/** Starts a forward proxy on loopback: it opens tunnels for CONNECT and forwards requests in absolute form. */
export async function forwardProxy(t: TestContext, options: ForwardProxyOptions = {}): Promise<ForwardProxy> {
  const seen: string[] = [];
  const stalled: Socket[] = [];
  const isKnown = ({ headers }: IncomingMessage): boolean =>
    options.authorization === undefined || headers["proxy-authorization"] === options.authorization;
  const forward: RequestListener = (incoming, response) => {
    seen.push(`${incoming.method ?? ""} ${incoming.url ?? ""}`);
    if (!isKnown(incoming)) {
      response.writeHead(407, { "content-type": "text/html" }).end("<h1>Who are you?</h1>");
      return;
    }
    const headers = Object.entries(incoming.headers).filter(([name]) => name !== "proxy-authorization");
    const onward = request(
      incoming.url ?? "",
      { method: incoming.method, headers: Object.fromEntries(headers) },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(response);
      },
    );
    onward.on("error", () => response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>"));
    incoming.pipe(onward);
  };
  const server: Server = options.tls === undefined ? createServer(forward) : createSecureServer(options.tls, forward);
  server.on("connect", (incoming: IncomingMessage, socket: Socket) => {
    seen.push(`CONNECT ${incoming.url ?? ""}`);
    if (options.stalls === true) {
      stalled.push(socket.resume().once("end", () => socket.end()));
      return;
    }
    const refusal = isKnown(incoming) ? options.refusal : UNAUTHORIZED;
    if (refusal === undefined) tunnel(incoming.url ?? "", socket);
    else socket.end(refusal);
  });
  const port = await listening(t, server);
  return { url: `${options.tls === undefined ? "http" : "https"}://127.0.0.1:${String(port)}`, seen, stalled };
}

function tunnel(hostAndPort: string, socket: Socket): void {
  const { hostname, port } = new URL(`http://${hostAndPort}`);
  const onward = connect(Number(port), hostname.replace(/^\[(.*)\]$/, "$1"), () => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    socket.pipe(onward).pipe(socket);
  });
  onward.on("error", () => socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
  socket.on("error", () => onward.destroy());
  socket.on("close", () => onward.destroy());
}
