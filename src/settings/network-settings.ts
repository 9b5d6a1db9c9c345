import type { Network } from "../target/descriptor.ts";
import type { ProxyServer } from "../transports/transport.ts";
import { readClientCertificate } from "./client-certificate.ts";
import { proxyFromEnv } from "./proxy-from-env.ts";
import type { Given } from "./values.ts";

/** Reads the settings of the network to a live target; the proxy only where the target's address is known. */
export function readNetwork(baseUrl: string | undefined, given: Given): Network {
  const clientCertificate = readClientCertificate(given);
  const proxy = baseUrl === undefined ? undefined : readProxy(baseUrl, given);
  const { MAX_REQUESTS_PER_SECOND: maxPerSecond, RETRY_AFTER_LIMIT_MS: retryAfterLimit } = given.values;
  return {
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(maxPerSecond === undefined ? {} : { maxPerSecond }),
    retryAfterLimit,
  };
}

/** The setting's http or https address; http when it has no scheme, as in Go. The value is never printed. */
function readProxy(baseUrl: string, { env, problems }: Given): ProxyServer | undefined {
  const setting = proxyFromEnv(env, baseUrl);
  if (setting === undefined) return undefined;
  const { name, value } = setting;
  const address = value.includes("://") ? value : `http://${value}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    problems.add(
      name,
      `${name} is not the address of an http or https proxy: set it to one such as http://proxy.example:3128, or add the host of ZITADEL_BASE_URL to NO_PROXY`,
    );
    return undefined;
  }
  if (url.username === "" && url.password === "") return { url: url.origin };
  try {
    return { url: url.origin, credentials: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` };
  } catch {
    problems.add(name, `${name} has credentials that are not percent-encoded: write % as %25 in them`);
    return undefined;
  }
}
