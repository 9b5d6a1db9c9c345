import { BlockList, isIP } from "node:net";
import { domainToASCII } from "node:url";

/**
 * True when requests to a host and port go past every proxy, by NO_PROXY as Go reads it
 * (golang.org/x/net/http/httpproxy, Config.NoProxy): entries are `*`, addresses, address ranges, and domains. A domain
 * means itself and its subdomains; with a dot or `*.` before it, only the subdomains. A port after an address or a
 * domain means that port only. Go separates entries by commas; spaces work too, as in other programs.
 */
export function bypasses(noProxy: string, host: string, port: number): boolean {
  return noProxy
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => entry === "*" || matches(entry.toLowerCase(), host, port));
}

function matches(entry: string, host: string, port: number): boolean {
  if (entry.includes("/")) return isInRange(entry, host);
  const [, bracketed, plain, onlyPort] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(entry) ?? [];
  if (onlyPort !== undefined && Number(onlyPort) !== port) return false;
  const name = bracketed ?? plain ?? entry;
  return isIP(name) === 0 ? isDomain(name, host) : isSameAddress(name, host);
}

function isDomain(name: string, host: string): boolean {
  const isBelow = name.startsWith(".") || name.startsWith("*.");
  const domain = domainToASCII(name.replace(/^\*?\./, ""));
  return domain !== "" && (host.endsWith(`.${domain}`) || (!isBelow && host === domain));
}

function isSameAddress(address: string, host: string): boolean {
  const list = new BlockList();
  list.addAddress(address, family(address));
  return holds(list, host);
}

/** An address range in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3). Anything else matches nothing. */
function isInRange(entry: string, host: string): boolean {
  const [network = "", prefix = ""] = entry.split("/");
  const length = /^\d{1,3}$/.test(prefix) ? Number(prefix) : NaN;
  if (isIP(network) === 0 || !(length <= (isIP(network) === 4 ? 32 : 128))) return false;
  const list = new BlockList();
  list.addSubnet(network, length, family(network));
  return holds(list, host);
}

function holds(list: BlockList, host: string): boolean {
  return isIP(host) !== 0 && list.check(host, family(host));
}

function family(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}
