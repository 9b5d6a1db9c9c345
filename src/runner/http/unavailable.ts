import { OPERATION } from "../../contract/operation.ts";
import { mediaType, type Exchange, type WireRequest } from "../../protocol/exchange.ts";
import { readers } from "../../transports/index.ts";

/** What a gateway answers while what it stands before is away (RFC 9110 §15.6.3 to §15.6.5). */
const GATEWAY_STATUSES = [502, 503, 504];

/** Begins the messages of Envoy's own gRPC errors, which have no other mark (Envoy, "Local reply modification"). */
const ENVOYS_WORDS = /^(upstream connect error|no healthy upstream|upstream request timeout|no route to)/;

/**
 * True for a 502, 503 or 504 that the vendor did not write: neither its JSON error nor a status of the RPC. What stands
 * in front of the vendor answers so while a server restarts.
 */
export function isUnavailable(exchange: Exchange): boolean {
  const { transport, request, response } = exchange;
  const isGateways = GATEWAY_STATUSES.includes(response.status);
  // Nearly every answer of a run: there is no need to read it.
  if (transport === "rest" && !isGateways) return false;
  const { outcome } = readers[transport](exchange);
  if (outcome.kind === "error" && outcome.code !== undefined) {
    return transport !== "rest" && outcome.code === 14 && ENVOYS_WORDS.test(outcome.message ?? "");
  }
  if (!isGateways) return false;
  // The answer to HEAD has nothing else to tell by.
  return request.method !== "HEAD" || mediaType(response.headers) !== "application/json";
}

/** Paths of the cases: the operation's, and RPCs that do not exist. */
const OF_CASES = [`${OPERATION.pathPrefix}/`, "/zitadel."];

/**
 * True for a request that does no harm when it is carried out twice (RFC 9110 §9.2.2). What a case sends does none: the
 * operation reads, and a method that the server should refuse is only sent for a user of the run's own.
 */
export function isRepeatable({ method, path }: Pick<WireRequest, "method" | "path">): boolean {
  if (!["POST", "PATCH"].includes(method)) return true;
  return OF_CASES.some((part) => path.includes(part)) || /\/(_search|_bulk)$/.test(path);
}
