import { Agent, type AgentOptions } from "node:https";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect } from "node:tls";
import type { Endpoint, ProxyPeer } from "./endpoint.ts";
import { checkIdentity } from "./server-identity.ts";
import { openTunnel, type Tunnel } from "./tunnel.ts";

/** Keeps sockets to an https endpoint, each through its own proxy tunnel. */
export class TunnelAgent extends Agent {
  readonly #endpoint: Endpoint;
  readonly #proxy: ProxyPeer;
  /** Tunnels that the proxy has not answered yet. */
  readonly #asked = new Set<Tunnel>();

  constructor(options: AgentOptions, endpoint: Endpoint, proxy: ProxyPeer) {
    super(options);
    this.#endpoint = endpoint;
    this.#proxy = proxy;
  }

  override createConnection(
    _options: unknown,
    give: (error: Error | null, stream: Duplex) => void = ignore,
  ): undefined {
    const { host, serverName: servername, secureContext } = this.#endpoint;
    const tunnel = openTunnel(this.#endpoint, this.#proxy);
    this.#asked.add(tunnel);
    tunnel.socket
      .finally(() => this.#asked.delete(tunnel))
      .then(
        (socket) => {
          give(
            null,
            connect({
              socket,
              host,
              servername,
              checkServerIdentity: checkIdentity,
              ...(secureContext && { secureContext }),
            }),
          );
        },
        (error: unknown) => {
          // The types require a stream beside the error, but Node ignores it.
          give(error as Error, new Socket());
        },
      );
  }

  override destroy(): void {
    for (const tunnel of this.#asked) tunnel.abandon();
    super.destroy();
  }
}

function ignore(): void {
  // Whoever gives no callback does not wait for the socket.
}
