import { Agent } from "node:http";
import { Agent as SecureAgent } from "node:https";
import type { HeaderList } from "../protocol/exchange.ts";
import type { Endpoint, Peer, ProxyPeer } from "./endpoint.ts";
import { failure, failureOf, proxyFailure } from "./failure.ts";
import type { FailureKind, TransportError } from "./transport.ts";
import { TunnelAgent } from "./tunnel-agent.ts";

/** How sockets are kept. */
const KEEP_ALIVE = { keepAlive: true, noDelay: true, maxFreeSockets: 1024 };

/** What can only go wrong while a connection is made. */
const CONNECTING: readonly FailureKind[] = ["refused", "unresolved", "tls", "client-certificate"];

/** Who is spoken to in HTTP/1.1, and how. */
export interface Hop {
  readonly peer: Peer;
  /** Keeps the sockets. */
  readonly agent: Agent;
  /** What comes before the path in the request's target. */
  readonly origin: string;
  /** Fields for the hop alone. */
  readonly fields: HeaderList;
  /** Why an answer is not that of the endpoint, or undefined when it is. */
  refusalOf(status: number): TransportError | undefined;
  failureOf(error: Error): TransportError;
}

/** The endpoint itself, through a tunnel when there is a proxy and TLS, or a proxy that passes requests on. */
export function hopTo(endpoint: Endpoint): Hop {
  const { secure, proxy, place } = endpoint;
  if (!secure && proxy !== undefined) return forwarding(endpoint, proxy);
  return {
    peer: endpoint,
    agent: proxy === undefined ? agentOf(endpoint) : new TunnelAgent(KEEP_ALIVE, endpoint, proxy),
    origin: "",
    fields: [],
    refusalOf: () => undefined,
    failureOf: (error) => failureOf(error, place),
  };
}

/** A proxy takes requests in absolute form (RFC 9112 §3.2.2). */
function forwarding(endpoint: Endpoint, proxy: ProxyPeer): Hop {
  const { authorization } = proxy;
  return {
    peer: proxy,
    agent: agentOf(proxy),
    origin: `http://${endpoint.authority}`,
    fields: authorization === undefined ? [] : [["proxy-authorization", authorization]],
    // Only a proxy answers so (RFC 9110 §15.5.8); what else it answers cannot be told from the endpoint's.
    refusalOf: (status) => (status === 407 ? failure("proxy-credentials", proxy.place, "HTTP 407") : undefined),
    failureOf: (error) => {
      const found = failureOf(error, endpoint.place);
      return CONNECTING.includes(found.kind) ? proxyFailure(error, proxy.place) : found;
    },
  };
}

function agentOf({ serverName: servername, secureContext }: Peer): Agent {
  return secureContext === undefined ? new Agent(KEEP_ALIVE) : new SecureAgent({ ...KEEP_ALIVE, servername, secureContext });
}
