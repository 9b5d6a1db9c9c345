import { isIPv6 } from "node:net";
import { listenRaw } from "../http/serve.ts";
import type { RawRequest } from "../http/request.ts";
import type { WireAnswer } from "../http/wire.ts";
import type { Behaviour } from "./behaviour.ts";
import type { Certificate } from "./certificate.ts";
import { respond } from "./respond.ts";
import type { State } from "./state.ts";

/** A running reference server. */
export interface ReferenceServer {
  readonly port: number;
  /** https with TLS, else http. */
  readonly url: string;
  /** PEM of the certificate to trust, with TLS. */
  readonly ca: string | undefined;
  readonly state: State;
  /** Replaces the server's behaviours; none at first. */
  setBehaviours(behaviours: readonly Behaviour[]): void;
  /** Answers a request that came to somebody else, as what lies in front of a server does. */
  readonly respond: (request: RawRequest) => Promise<WireAnswer>;
  readonly close: () => Promise<void>;
}

/** How to start a reference server. */
export interface ReferenceOptions {
  readonly state: State;
  /** 0 chooses a free one. */
  readonly port?: number;
  readonly tls?: boolean;
  /** Local address or host name to listen on; 127.0.0.1 by default. */
  readonly host?: string;
  /** PEM: with TLS, clients must present a certificate of this authority. */
  readonly clientCa?: string | undefined;
}

/** Starts the server for HTTP/1.1 and HTTP/2 on one port. Rejects with the code EADDRINUSE when it is taken. */
export async function startReference(options: ReferenceOptions): Promise<ReferenceServer> {
  const { state, port = 0, tls = false, host = "127.0.0.1", clientCa } = options;
  let behaviours: readonly Behaviour[] = [];
  const certificate = tls ? await makeCertificate(host) : undefined;
  const secured = certificate && { tls: { ...certificate, ...(clientCa === undefined ? {} : { clientCa }) } };
  const place = { port, host, ...secured };
  const answerTo = (request: RawRequest): Promise<WireAnswer> => respond(request, state, behaviours);
  const listener = await listenRaw(place, answerTo);
  return {
    port: listener.port,
    url: `${tls ? "https" : "http"}://${isIPv6(host) ? `[${host}]` : host}:${String(listener.port)}`,
    ca: certificate?.cert,
    state,
    setBehaviours: (replacing) => {
      behaviours = replacing;
    },
    respond: answerTo,
    close: () => listener.close(),
  };
}

/** The certificate library is slow to load, so only a server with TLS loads it. */
async function makeCertificate(host: string): Promise<Certificate> {
  const { createCertificate } = await import("./certificate.ts");
  return createCertificate(host);
}
