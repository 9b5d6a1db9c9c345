import { CODE_NAMES } from "../../contract/codes.ts";
import { header, type Exchange, type WireRequest } from "../../protocol/exchange.ts";
import { readers } from "../../transports/index.ts";

/** What firewalls say in a refusal that limits the rate; 1015 and 1027 are Cloudflare's (Cloudflare, "Error 1xxx"). */
const WORDS_OF_A_RATE = /too many requests|rate[ _-]?limit|throttl|slow down|\berror(?: code:)? 10(?:15|27)\b/i;

/** The end of a remedy: firewalls limit rates by 403, too, and seldom say so. */
export const OR_SLOWER = "or set a lower MAX_REQUESTS_PER_SECOND where it limits the rate";

/** A path that no firewall takes for an attack: it ends in a plain key, or is an RPC's. */
const PLAIN_PATH = /\/[A-Za-z0-9][\w-]*$/;

/**
 * True for a refusal by HTTP (403) that the vendor did not write: neither its JSON error nor a status of the RPC. A gRPC
 * server refuses by a status of the RPC; what has none was answered in front of it (gRPC, "HTTP to gRPC Status Code Mapping").
 */
export function isForeignRefusal(exchange: Exchange): boolean {
  const { transport, request, response } = exchange;
  if (response.status !== 403 || request.method === "HEAD") return false;
  const { outcome } = readers[transport](exchange);
  return outcome.kind !== "success" && !(outcome.kind === "error" && hasCode(outcome.code));
}

function hasCode(code: number | undefined): boolean {
  return code !== undefined && CODE_NAMES[code] !== undefined;
}

/** True for such a refusal that says that it is for the rate: it asks to wait, or has the words. */
export function limitsRate(exchange: Exchange): boolean {
  if (!isForeignRefusal(exchange)) return false;
  const { headers, body } = exchange.response;
  return header(headers, "retry-after") !== undefined || WORDS_OF_A_RATE.test(Buffer.from(body).toString());
}

/** True for a request of which nothing but the rate, or who sends it, is a reason to refuse it. */
export function isPlain({ path }: WireRequest): boolean {
  return PLAIN_PATH.test(path);
}
