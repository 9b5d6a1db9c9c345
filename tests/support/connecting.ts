import type { AddressInfo, Server, Socket } from "node:net";
import { after } from "node:test";
import type { HttpVersion } from "../../src/contract/transport.ts";
import type { WireRequest } from "../../src/protocol/exchange.ts";
import { openConnection, type Connection } from "../../src/transports/index.ts";
import { ENOUGH_TIME } from "./enough-time.ts";

const cleanups: (() => void)[] = [];

after(() => {
  for (const cleanup of cleanups) cleanup();
});

/** Listens on a free port and connects to it; both close when the test file ends. */
export async function connectTo(server: Server): Promise<{ connection: Connection; authority: string }> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const authority = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const connection = openConnection({ baseUrl: `http://${authority}/ignored`, timeout: ENOUGH_TIME });
  cleanups.push(() => {
    connection.close();
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { connection, authority };
}

export function get(httpVersion: HttpVersion, parts: Partial<WireRequest> = {}): WireRequest {
  return { httpVersion, method: "GET", path: "/x", headers: [], body: new Uint8Array(), ...parts };
}
