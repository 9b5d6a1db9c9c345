import { BlockList, isIP } from "node:net";
import type { Env } from "./env.ts";
import { bypasses } from "./no-proxy.ts";

/** A setting that names the proxy of a target. */
export interface ProxySetting {
  /** Name of the variable. */
  readonly name: string;
  /** May hold credentials. */
  readonly value: string;
}

/**
 * The proxy setting for a URL, or undefined for a direct connection. As in Go (golang.org/x/net/http/httpproxy): upper
 * case wins over lower case, HTTPS_PROXY is for https and HTTP_PROXY for http, and this machine itself is never reached
 * through a proxy.
 */
export function proxyFromEnv(env: Env, url: string): ProxySetting | undefined {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  if (isLoopback(host)) return undefined;
  const effective = port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
  const exceptions = either(env, "NO_PROXY");
  if (exceptions !== undefined && bypasses(exceptions.value, host, effective)) return undefined;
  return either(env, protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY");
}

function either(env: Env, upper: string): ProxySetting | undefined {
  for (const name of [upper, upper.toLowerCase()]) {
    const value = env[name];
    if (value !== undefined && value !== "") return { name, value };
  }
  return undefined;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

/** Names under `localhost` never leave the machine either (RFC 6761 §6.3). */
function isLoopback(host: string): boolean {
  if (isIP(host) === 0) return host === "localhost" || host.endsWith(".localhost");
  return LOOPBACK.check(host, isIP(host) === 6 ? "ipv6" : "ipv4");
}
