import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import type { ClientCertificate } from "../transports/transport.ts";
import { readText } from "./read-text.ts";
import type { Given } from "./values.ts";

const CERT = "ZITADEL_CLIENT_CERT";
const KEY = "ZITADEL_CLIENT_KEY";

/** Reads the client's certificate and key from the files that the settings name. Never prints the key. */
export function readClientCertificate({ values, problems }: Given): ClientCertificate | undefined {
  const { [CERT]: certPath, [KEY]: keyPath } = values;
  if (certPath === undefined && keyPath === undefined) return undefined;
  if (certPath === undefined || keyPath === undefined) {
    const [there, missing] = certPath === undefined ? [KEY, CERT] : [CERT, KEY];
    problems.add(missing, `${there} is set without ${missing}: set both, or neither`);
    return undefined;
  }
  const cert = readText(certPath);
  const key = readText(keyPath);
  const certificate = parse(cert, (pem) => new X509Certificate(pem));
  const privateKey = parse(key, (pem) => createPrivateKey(pem));
  if (certificate === undefined) problems.add(CERT, unfit(CERT, certPath, cert, "certificate"));
  if (privateKey === undefined) problems.add(KEY, unfit(KEY, keyPath, key, "private key"));
  if (cert === undefined || key === undefined || certificate === undefined || privateKey === undefined)
    return undefined;
  if (certificate.checkPrivateKey(privateKey)) return { cert, key };
  problems.add(
    KEY,
    `${KEY} names ${keyPath}, which is not the key of ${certPath}: set it to the path of the key that belongs to ${CERT}`,
  );
  return undefined;
}

function parse<T extends X509Certificate | KeyObject>(
  pem: string | undefined,
  read: (pem: string) => T,
): T | undefined {
  if (pem === undefined) return undefined;
  try {
    return read(pem);
  } catch {
    return undefined;
  }
}

function unfit(name: string, path: string, text: string | undefined, wanted: string): string {
  const remedy = `set it to the path of the client's ${wanted} in PEM`;
  if (text === undefined) return `${name} names ${path}, which cannot be read: ${remedy}`;
  if (/^(-----BEGIN|Proc-Type:).*ENCRYPTED/m.test(text)) {
    return `${name} names ${path}, which is encrypted: ${remedy}, without a passphrase`;
  }
  return `${name} names ${path}, which holds no PEM ${wanted}: ${remedy}`;
}
