import { createSecureContext, rootCertificates, type SecureContext, type SecureContextOptions } from "node:tls";
import type { ClientCertificate } from "./transport.ts";

/** By what they trust and show. The few of a process stay: a run has one target, one proxy and one issuer of tokens. */
const made = new Map<string, SecureContext>();

/**
 * What a TLS connection trusts beside the roots that come with Node, and the certificate that it shows. Each is made once:
 * to parse the roots takes longer than a handshake, and a run opens several connections.
 */
export function secureContext(ca: string | undefined, client?: ClientCertificate): SecureContext {
  const name = JSON.stringify([ca, client]);
  const known = made.get(name);
  if (known !== undefined) return known;
  const context = createSecureContext({ ...trust(ca), ...client });
  made.set(name, context);
  return context;
}

/** Node's `ca` option replaces the default roots, so the list repeats them. */
function trust(ca: string | undefined): SecureContextOptions {
  return ca === undefined ? {} : { ca: [...rootCertificates, ca] };
}
