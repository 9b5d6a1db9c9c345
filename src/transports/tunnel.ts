import { request as plainRequest, type ClientRequest } from "node:http";
import { Agent, request as secureRequest } from "node:https";
import type { Socket } from "node:net";
import type { Endpoint, ProxyPeer } from "./endpoint.ts";
import { checkIdentity } from "./server-identity.ts";
import { failure, proxyFailure, timedOut } from "./failure.ts";

/** A requested tunnel. */
export interface Tunnel {
  /** The socket to the endpoint. Rejects with a TransportError, at the latest at the endpoint's time limit. */
  readonly socket: Promise<Socket>;
  /** Gives up waiting for the proxy's answer. */
  abandon(): void;
}

/** Requests a tunnel to the endpoint from a proxy (RFC 9110 §9.3.6). */
export function openTunnel(endpoint: Endpoint, proxy: ProxyPeer): Tunnel {
  const { hostAndPort, place, timeout } = endpoint;
  const request = ask(hostAndPort, proxy);
  const socket = new Promise<Socket>((resolve, reject) => {
    const timer = setTimeout(() => {
      request.destroy(timedOut(proxy.place, timeout));
    }, timeout);
    // Node emits `connect` for an answer of any status.
    request.on("connect", ({ statusCode = 0 }, opened: Socket, head: Buffer) => {
      clearTimeout(timer);
      // Until its next user adds a handler, an error of the socket must not crash the process.
      opened.on("error", () => undefined);
      if (statusCode >= 200 && statusCode < 300) {
        if (head.length > 0) opened.unshift(head);
        resolve(opened.setNoDelay(true));
        return;
      }
      opened.destroy();
      reject(refusal(proxy.place, hostAndPort, statusCode));
    });
    request.on("error", (error) => {
      clearTimeout(timer);
      reject(proxyFailure(error, proxy.place));
    });
    request.end();
  });
  return {
    socket,
    abandon: () => {
      request.destroy(failure("reset", place, "the suite has closed its connection"));
    },
  };
}

function ask(hostAndPort: string, proxy: ProxyPeer): ClientRequest {
  const { host, port, serverName: servername, secureContext, authorization } = proxy;
  const credentials = authorization === undefined ? {} : { "proxy-authorization": authorization };
  const options = { host, port, method: "CONNECT", path: hostAndPort, headers: { host: hostAndPort, ...credentials } };
  if (secureContext === undefined) return plainRequest({ ...options, agent: false });
  return secureRequest({
    ...options,
    agent: new Agent({ servername, secureContext, checkServerIdentity: checkIdentity }),
  });
}

function refusal(place: string, hostAndPort: string, status: number): Error {
  if (status === 407) return failure("proxy-credentials", place, "HTTP 407");
  return failure("proxy", place, `HTTP ${String(status)} to CONNECT ${hostAndPort}`);
}
