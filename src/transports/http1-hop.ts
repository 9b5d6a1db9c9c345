import { Agent } from "node:http";
import { Agent as SecureAgent } from "node:https";
import type { HeaderList } from "../protocol/exchange.ts";
import type { Endpoint, Peer, ProxyPeer } from "./endpoint.ts";
import { failure, failureOf, proxyFailure } from "./failure.ts";
import { checkIdentity } from "./server-identity.ts";
import type { FailureKind, TransportError } from "./transport.ts";
import { TunnelAgent } from "./tunnel-agent.ts";

/** Options for keep-alive sockets. */
const KEEP_ALIVE = { keepAlive: true, noDelay: true, maxFreeSockets: 1024 };

/** Failures that can happen only while connecting. */
const CONNECTING: readonly FailureKind[] = ["refused", "unresolved", "tls", "plain", "client-certificate"];

/** The next HTTP/1.1 server on the way, and how to address it. */
export interface Hop {
  readonly peer: Peer;
  /** Agent that keeps the sockets. */
  readonly agent: Agent;
  /** Prefix of the path in the request target. */
  readonly origin: string;
  /** Fields for this hop only. */
  readonly fields: HeaderList;
  /** Why an answer is not from the endpoint, or undefined when it is. */
  refusalOf(status: number): TransportError | undefined;
  failureOf(error: Error): TransportError;
}

/** The endpoint itself, through a tunnel for TLS behind a proxy; or, without TLS, the proxy. */
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

/** Proxies take requests in absolute form (RFC 9112 §3.2.2). */
function forwarding(endpoint: Endpoint, proxy: ProxyPeer): Hop {
  const { authorization } = proxy;
  return {
    peer: proxy,
    agent: agentOf(proxy),
    origin: `http://${endpoint.authority}`,
    fields: authorization === undefined ? [] : [["proxy-authorization", authorization]],
    // Only a proxy answers 407 (RFC 9110 §15.5.8). Its other answers look like the endpoint's.
    refusalOf: (status) => (status === 407 ? failure("proxy-credentials", proxy.place, "HTTP 407") : undefined),
    failureOf: (error) => {
      const found = failureOf(error, endpoint.place);
      return CONNECTING.includes(found.kind) ? proxyFailure(error, proxy.place) : found;
    },
  };
}

function agentOf({ serverName: servername, secureContext }: Peer): Agent {
  return secureContext === undefined
    ? new Agent(KEEP_ALIVE)
    : new SecureAgent({ ...KEEP_ALIVE, servername, secureContext, checkServerIdentity: checkIdentity });
}
