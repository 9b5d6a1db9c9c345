import type { HttpVersion } from "../contract/transport.ts";
import type { Driver } from "./driver.ts";
import { parseEndpoint } from "./endpoint.ts";
import { failure } from "./failure.ts";
import { openHttp1 } from "./http1.ts";
import { openHttp2 } from "./http2.ts";
import type { Connection, ConnectionOptions } from "./transport.ts";

/**
 * Opens a connection to a target. It sends requests and returns answers unchanged: it follows no redirect, keeps no
 * cookie and decompresses nothing. It opens sockets on first use.
 */
export function openConnection(options: ConnectionOptions): Connection {
  const endpoint = parseEndpoint(options);
  const drivers: Readonly<Record<HttpVersion, Driver>> = { "1.1": openHttp1(endpoint), "2.0": openHttp2(endpoint) };
  let closed = false;
  return {
    async send(transport, request) {
      if (closed) throw failure("reset", endpoint.place, "the suite has closed its connection");
      const startedAt = Date.now();
      const from = performance.now();
      const response = await drivers[request.httpVersion].send(request);
      return { transport, request, response, startedAt, duration: performance.now() - from };
    },
    close() {
      closed = true;
      for (const driver of Object.values(drivers)) driver.close();
    },
  };
}
