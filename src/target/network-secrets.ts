import type { Network } from "./descriptor.ts";

/** Hiding a shorter secret would blank out parts of ordinary words. */
const SHORTEST_PASSWORD = 4;

/** The secrets in how the target is reached: the proxy's credentials and the client's private key. */
export function networkSecrets({ proxy, clientCertificate }: Partial<Network> = {}): string[] {
  return [...credentialSecrets(proxy?.credentials), ...keySecrets(clientCertificate?.key ?? "")];
}

/** `user:password`, its form in Proxy-Authorization (RFC 7617 §2), and the password alone. */
function credentialSecrets(credentials: string | undefined): string[] {
  if (credentials === undefined) return [];
  const password = credentials.slice(credentials.indexOf(":") + 1);
  const alone = password.length < SHORTEST_PASSWORD ? [] : [password];
  return [credentials, Buffer.from(credentials).toString("base64"), ...alone];
}

/** The lines of a key's content, without its encapsulation boundaries (RFC 7468 §2). */
function keySecrets(pem: string): string[] {
  return pem.split(/\r?\n/).filter((line) => /^[A-Za-z0-9+/=]{16,}$/.test(line));
}
