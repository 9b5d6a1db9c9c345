import type { Transport } from "../contract/transport.ts";
import type { TransportError } from "./transport.ts";

/** One sentence for a request without an answer: what is wrong and what to do. Never shows a credential. */
export function whyFailed(error: TransportError, baseUrl: string, transport: Transport): string {
  const { host, protocol } = new URL(baseUrl);
  const proxySetting = protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  switch (error.kind) {
    case "refused":
      return `Nothing listens at ${host} (connection refused): start the instance, or correct ZITADEL_BASE_URL.`;
    case "unresolved":
      return `The host ${host} is not known (no DNS record): correct ZITADEL_BASE_URL.`;
    case "tls":
      return `TLS with ${host} failed (${error.message}): correct the certificate, or set ZITADEL_CA to its authority.`;
    case "plain":
      return `${host} answers without TLS: begin ZITADEL_BASE_URL with http://, or give it the port that has TLS.`;
    case "client-certificate":
      return wantsCertificate(host, error.message);
    case "timeout":
      return `No answer over ${transport} (${error.message}): check the network, or raise REQUEST_TIMEOUT_MS.`;
    case "no-http2":
      return `${host} does not speak HTTP/2, which gRPC needs: let the proxy or load balancer in front of ZITADEL forward HTTP/2.`;
    case "reset":
      return transport === "grpc"
        ? `${host} closed the connection on grpc without an answer: let the proxy or load balancer in front of ZITADEL forward HTTP/2 with trailers.`
        : `${host} closed the connection on ${transport} without an answer: check that ZITADEL_BASE_URL has the right scheme and port, and that proxies forward ${transport}.`;
    case "unprocessed":
      return `${host} begins no request over HTTP/2 (${error.message}): see that the instance and what stands in front of it are up.`;
    case "malformed":
      return `What answers at ${host} is not HTTP: check the scheme and port of ZITADEL_BASE_URL.`;
    case "proxy":
      return `${capital(error.message)}: correct ${proxySetting}, let the proxy connect to ${host}, or name ${host} in NO_PROXY.`;
    case "proxy-credentials":
      return `${capital(error.message)}: put them into ${proxySetting}, as in http://user:password@proxy.example:3128.`;
    case "no-tunnel":
      return `${capital(error.message)}, which gRPC needs: set ZITADEL_BASE_URL to the instance's https address, or name ${host} in NO_PROXY.`;
  }
}

/** The message for a server that demands a client certificate; the detail is how it demanded it. */
export function wantsCertificate(host: string, detail: string): string {
  return `${host} requires a client certificate that it trusts (${detail}): set ZITADEL_CLIENT_CERT to one, and ZITADEL_CLIENT_KEY to its key.`;
}

function capital(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
