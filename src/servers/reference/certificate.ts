import { isIP } from "node:net";
import { generate } from "selfsigned";

/** A key and a self-signed certificate. */
export interface Certificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
}

/** Creates a certificate for this machine's names and a host, valid for a day. */
export async function createCertificate(host = "localhost"): Promise<Certificate> {
  const names = [...new Set(["localhost", "127.0.0.1", "::1", host])];
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    notAfterDate: new Date(Date.now() + 86_400_000),
    extensions: [
      { name: "basicConstraints", cA: true },
      {
        name: "subjectAltName",
        altNames: names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
      },
    ],
  });
  return { key, cert };
}
