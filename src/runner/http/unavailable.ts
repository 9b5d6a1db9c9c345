import { codeNumber } from "../../contract/codes.ts";
import { OPERATION } from "../../contract/operation.ts";
import { mediaType, type Exchange, type WireRequest, type WireResponse } from "../../protocol/exchange.ts";
import type { Outcome } from "../../protocol/outcome.ts";
import { readers } from "../../transports/index.ts";

/**
 * What a gateway answers while what it stands before is away (RFC 9110 §15.6.3 to §15.6.5), and Cloudflare's own
 * statuses for the same (Cloudflare, "5xx errors").
 */
const GATEWAY_STATUSES = [502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530];

const NO_CONTENT = 204;
const INTERNAL = codeNumber("INTERNAL");
const UNAVAILABLE = codeNumber("UNAVAILABLE");

/** Begins the messages of Envoy's own gRPC errors, which have no other mark (Envoy, "Local reply modification"). */
const ENVOYS_WORDS = /^(upstream connect error|no healthy upstream|upstream request timeout|no route to)/;

/** Begins the message of the vendor's error for a database to which it cannot connect (ZITADEL, internal/api/grpc/gerrors). */
const NO_DATABASE = /^db connection error\b/;

/** Who is away where an answer says so: what a gateway stands before, or the vendor's database. What failed is not what is judged. */
export function whoIsAway(exchange: Exchange): "gateway" | "database" | undefined {
  const { transport, response } = exchange;
  // Nearly every answer of a run: there is no need to read it.
  if (transport === "rest" && response.status !== 500 && !isGatewaysStatus(response)) return undefined;
  const { outcome } = readers[transport](exchange);
  if (isWithoutDatabase(outcome, exchange)) return "database";
  return isOfGateway(outcome, exchange) ? "gateway" : undefined;
}

/** True where a gateway says that what it stands before is away. */
export function isUnavailable(exchange: Exchange): boolean {
  return whoIsAway(exchange) === "gateway";
}

/** True where the vendor says that it has no database. */
export function lacksDatabase(exchange: Exchange): boolean {
  return whoIsAway(exchange) === "database";
}

function isGatewaysStatus({ status }: WireResponse): boolean {
  return GATEWAY_STATUSES.includes(status);
}

function isWithoutDatabase(outcome: Outcome, { transport, response }: Exchange): boolean {
  if (transport === "rest" && response.status !== 500) return false;
  return outcome.kind === "error" && outcome.code === INTERNAL && NO_DATABASE.test(outcome.message ?? "");
}

/**
 * True for a gateway's status that the vendor did not write: neither its JSON error nor a status of the RPC. What
 * stands in front of the vendor answers so while a server restarts, some with the HTTP status as a `code` (Google's
 * Envoys).
 */
function isOfGateway(outcome: Outcome, exchange: Exchange): boolean {
  const { transport, request, response } = exchange;
  if (outcome.kind === "error" && outcome.code !== undefined && outcome.code !== response.status) {
    return transport !== "rest" && outcome.code === UNAVAILABLE && isInGatewaysWords(outcome.message ?? "", exchange);
  }
  if (!isGatewaysStatus(response)) return false;
  // The answer to HEAD has nothing else to tell by.
  return request.method !== "HEAD" || mediaType(response.headers) !== "application/json";
}

/**
 * True for an UNAVAILABLE of an RPC that a gateway wrote: in Envoy's words, without any, as load balancers do, or
 * without content by HTTP, as nginx does where it is set up for gRPC (NGINX, "gRPC Gateway": error responses).
 */
function isInGatewaysWords(message: string, { response }: Exchange): boolean {
  return message === "" || ENVOYS_WORDS.test(message) || response.status === NO_CONTENT;
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
