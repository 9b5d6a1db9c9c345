import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** What a sample sent to the two servers. */
export interface RedirectTrace {
  /** The first server got a request with the token. */
  readonly asked: boolean;
  /** The second server got a request. */
  readonly followed: boolean;
  /** The second server got the token. */
  readonly leaked: boolean;
}

/** Two servers on this machine with different host names: the first redirects to the second. */
export interface RedirectServers {
  /** Base URL for a sample, from its path segment; the server answers every path below it. */
  urlFor(name: string): string;
  /** What came from a sample. */
  seenFrom(name: string): RedirectTrace;
  close(): Promise<void>;
}

/**
 * Starts both servers, which watch for the token. To every client the second is a different host: `localhost` is not
 * `127.0.0.1`.
 */
export async function startRedirectServers(token: string): Promise<RedirectServers> {
  const asked = new Set<string>();
  const followed = new Set<string>();
  const leaked = new Set<string>();
  const second = createServer((request, response) => {
    const name = nameIn(request.url);
    followed.add(name);
    // Looks in every header field, because some clients move the token.
    if (request.rawHeaders.some((value) => value.includes(token))) leaked.add(name);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  const to = await listen(second, "localhost");
  const first = createServer((request, response) => {
    if (request.headers.authorization === `Bearer ${token}`) asked.add(nameIn(request.url));
    response.writeHead(302, { location: `http://localhost:${String(to)}${request.url ?? "/"}` }).end();
  });
  const from = await listen(first, "127.0.0.1");
  return {
    urlFor: (name) => `http://127.0.0.1:${String(from)}/${name}`,
    seenFrom: (name) => ({ asked: asked.has(name), followed: followed.has(name), leaked: leaked.has(name) }),
    close: async () => {
      await Promise.all([first, second].map(close));
    },
  };
}

/** The first path segment identifies the sample. */
function nameIn(path: string | undefined): string {
  return (path ?? "").split("/")[1] ?? "";
}

async function listen(server: Server, host: string): Promise<number> {
  server.listen(0, host);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  const closed = once(server, "close");
  server.close();
  await closed;
}
