import type { Network } from "../target/descriptor.ts";
import type { ProxyServer } from "../transports/transport.ts";
import { readClientCertificate } from "./client-certificate.ts";
import type { Env } from "./env.ts";
import type { Problems } from "./problems.ts";
import { proxyFromEnv } from "./proxy-from-env.ts";
import * as read from "./setting-values.ts";

const DEFAULT_RETRY_AFTER_LIMIT = 30_000;

/** Reads what lies between this machine and a live target; the proxy only where the target's address is known. */
export function readNetwork(baseUrl: string | undefined, env: Env, problems: Problems): Network {
  const clientCertificate = readClientCertificate(env, problems);
  const proxy = baseUrl === undefined ? undefined : readProxy(baseUrl, env, problems);
  const maxPerSecond = read.rate("MAX_REQUESTS_PER_SECOND", env, problems);
  const limit = read.whole("RETRY_AFTER_LIMIT_MS", env, problems, 0, 3_600_000);
  return {
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(maxPerSecond === undefined ? {} : { maxPerSecond }),
    retryAfterLimit: limit ?? DEFAULT_RETRY_AFTER_LIMIT,
  };
}

/** The setting's http or https address; without a scheme it is http, as in Go. Its value is never shown. */
function readProxy(baseUrl: string, env: Env, problems: Problems): ProxyServer | undefined {
  const setting = proxyFromEnv(env, baseUrl);
  if (setting === undefined) return undefined;
  const { name, value } = setting;
  const address = value.includes("://") ? value : `http://${value}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    problems.add(
      name,
      `${name} is no address of an http or https proxy: set it to one such as http://proxy.example:3128, or name the host of ZITADEL_BASE_URL in NO_PROXY`,
    );
    return undefined;
  }
  if (url.username === "" && url.password === "") return { url: url.origin };
  try {
    return { url: url.origin, credentials: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` };
  } catch {
    problems.add(name, `${name} holds credentials that are not percent-encoded: write % as %25 in them`);
    return undefined;
  }
}
