import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";

/** Ports of this machine that nobody uses. All are held until all are known, so that they differ. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}

async function listen(): Promise<Server> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}
