import { X509Certificate } from "node:crypto";
import { isIPv6 } from "node:net";
import { checkServerIdentity, type PeerCertificate } from "node:tls";

/**
 * Whether a certificate names the server, as Node checks it; but Node 22.23 finds no IPv6 address in any certificate,
 * because it takes the address for a domain name.
 */
export function checkIdentity(host: string, certificate: PeerCertificate): Error | undefined {
  const isNamed = isIPv6(host) && new X509Certificate(certificate.raw).checkIP(host) !== undefined;
  return isNamed ? undefined : checkServerIdentity(host, certificate);
}
