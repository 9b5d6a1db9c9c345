import { showCode } from "../contract/codes.ts";
import { describe } from "../checks/finding.ts";
import { OPERATION } from "../contract/operation.ts";
import type { Transport } from "../contract/transport.ts";
import { describeHead } from "../protocol/describe.ts";
import { header, type Exchange } from "../protocol/exchange.ts";
import { isForeignRefusal, OR_SLOWER } from "../runner/front/forbidden.ts";
import { whyWithoutDatabase } from "../runner/front/who-answered.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { isUnavailable, lacksDatabase } from "../runner/http/unavailable.ts";
import { readers } from "../transports/index.ts";
import { wantsCertificate } from "../transports/failure-message.ts";

/** Why what answered is not ZITADEL speaking this transport, or undefined when it is. */
export function whyNotServed(baseUrl: string, transport: Transport, exchange: Exchange): string | undefined {
  const { status, headers, body, coding } = exchange.response;
  const answer = describeHead(exchange.response);
  const { outcome } = readers[transport](exchange);
  if (lacksDatabase(exchange)) return whyWithoutDatabase(exchange, baseUrl);
  if (transport === "rest" && (status === 429 || status === 503 || isUnavailable(exchange))) {
    return `${baseUrl} is not ready to be tested (${answer}): wait until it is, or raise its limits.`;
  }
  if (isForeignRefusal(exchange)) {
    return `${baseUrl} is not to be reached over ${transport}: what stands in front of it refuses the request (${answer}): let it pass on requests of this machine, ${OR_SLOWER}; if no ZITADEL is there, set ZITADEL_BASE_URL to the instance's own address.`;
  }
  if (outcome.kind === "error" && (outcome.code === 8 || outcome.code === 14)) {
    return `${baseUrl} is not ready to be tested over ${transport} (${showCode(outcome.code)}): wait until it is, or raise its limits.`;
  }
  // Content that does not fit its coding is for the cases to judge.
  if (outcome.kind !== "other" || coding?.problem !== undefined) return undefined;
  // Some servers finish the handshake, and say on a page that they miss a certificate.
  if (status >= 400 && /\bSSL certificate\b/i.test(Buffer.from(body).toString())) {
    return wantsCertificate(new URL(baseUrl).host, answer);
  }
  const location = header(headers, "location");
  if (status >= 300 && status < 400 && location !== undefined) {
    return `${baseUrl} leads ${transport} elsewhere (HTTP ${String(status)} to ${placeOf(location)}): set ZITADEL_BASE_URL to the instance's own address, and let what stands in front of it pass requests on.`;
  }
  if (transport === "rest") {
    return `What answers at ${baseUrl} is not ZITADEL's API (${answer} for ${OPERATION.pathPrefix}/…): set ZITADEL_BASE_URL to the instance's own address.`;
  }
  return `${baseUrl} does not pass ${transport} on to ZITADEL (${answer}): let the proxy or load balancer in front of it forward ${transport === "grpc" ? "HTTP/2 with trailers" : "POST requests to " + OPERATION.rpcPath}.`;
}

/**
 * Why an instance cannot be judged that fails wherever it is asked for what its user has, or undefined where it gives it or
 * what it gives can be judged.
 */
export function whyFailing({ baseUrl, key }: TargetDescriptor, exchanges: readonly Exchange[]): string | undefined {
  const evidences = exchanges.map((exchange) => readers[exchange.transport](exchange));
  const [first] = evidences;
  if (first === undefined || evidences.some(({ outcome }) => outcome.kind !== "error")) return undefined;
  return `${baseUrl} answers the key ${JSON.stringify(key)} with an error over every transport (${describe(first)}): look into its log; there is nothing to judge until it serves what its user has.`;
}

/** Without the query, which a login page fills with what is nobody's business. */
function placeOf(location: string): string {
  return location.split("?")[0] ?? "";
}
