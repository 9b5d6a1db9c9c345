import type { Transport } from "../contract/exchange.ts";
import type { TransportError } from "../transports/transport.ts";

/** One sentence for a request that got no answer: what is wrong and what to do. Names no credential. */
export function whyFailed(error: TransportError, baseUrl: string, transport: Transport): string {
  const { host } = new URL(baseUrl);
  switch (error.kind) {
    case "refused":
      return `Nothing listens at ${host} (connection refused): start the instance, or correct ZITADEL_BASE_URL.`;
    case "unresolved":
      return `The host ${host} is not known (no DNS record): correct ZITADEL_BASE_URL.`;
    case "tls":
      return `TLS with ${host} failed (${error.message}): correct the certificate, or give its authority in ZITADEL_CA.`;
    case "timeout":
      return `${host} did not answer ${transport} in time: check the network, or raise REQUEST_TIMEOUT_MS.`;
    case "no-http2":
      return `${host} does not speak HTTP/2, which gRPC needs: let the proxy or load balancer in front of ZITADEL forward HTTP/2.`;
    case "reset":
      return `${host} closed the connection on ${transport} without an answer: check that ZITADEL_BASE_URL has the right scheme and port, and that proxies forward ${transport}.`;
    case "malformed":
      return `What answers at ${host} is not HTTP: check the scheme and port of ZITADEL_BASE_URL.`;
  }
}
