import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** What a sample sent to the two servers. */
export interface RedirectTrace {
  /** The first server was asked, with the token. */
  readonly asked: boolean;
  /** The second one was asked. */
  readonly followed: boolean;
  /** The second one got the token. */
  readonly leaked: boolean;
}

/** Two servers of this machine with names of their own: the first redirects to the second. */
export interface RedirectServers {
  /** Base URL for a sample, by a name that is a path segment; the server answers every path below it. */
  urlFor(name: string): string;
  /** What came from a sample. */
  seenFrom(name: string): RedirectTrace;
  close(): Promise<void>;
}

/** Starts both, which watch for a token. The second is another host to every client: `localhost` is not `127.0.0.1`. */
export async function startRedirectServers(token: string): Promise<RedirectServers> {
  const asked = new Set<string>();
  const followed = new Set<string>();
  const leaked = new Set<string>();
  const second = createServer((request, response) => {
    const name = nameIn(request.url);
    followed.add(name);
    // Whatever header field it is in: some clients move it.
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

/** The first segment of a path says which sample asks. */
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
