import { BlockedError } from "../errors.ts";
import { OPERATION } from "../contract/operation.ts";
import type { Exchange } from "../protocol/exchange.ts";
import { jsonObjectOf } from "../protocol/json/response.ts";
import { intermediaryOf } from "../runner/front/who-answered.ts";
import { basePathOf } from "../transports/base-path.ts";
import { readers } from "../transports/index.ts";
import type { Prober } from "./probe.ts";

const DISCOVERY = "/.well-known/openid-configuration";
const NOT_FOUND = 5;
const UNIMPLEMENTED = 12;

/** What a router answers to a path or a method that it does not know (RFC 9110 §15.5.5, §15.5.6, §15.6.2). */
const UNKNOWN_STATUSES = [404, 405, 501];

/** True when the vendor's router answered, which knows neither the path nor the service: nobody looked at the key. */
export function isUnknownToRouter(exchange: Exchange, baseUrl: string): boolean {
  const { outcome } = readers[exchange.transport](exchange);
  // A router refuses over REST by a status: a success is something else's.
  if (exchange.transport === "rest" && exchange.response.status < 300) return false;
  switch (outcome.kind) {
    case "success":
      return false;
    case "error":
      // A router's answer has no detail; that of a query which found nothing names its kind.
      return outcome.code === UNIMPLEMENTED || (outcome.code === NOT_FOUND && outcome.details.length === 0);
    case "other":
      return (
        UNKNOWN_STATUSES.includes(exchange.response.status) &&
        intermediaryOf(exchange, baseUrl, undefined) === undefined
      );
  }
}

/** An instance publishes its endpoints (OpenID Connect Discovery 1.0 §4); a server without one for the host does not. */
export async function isInstance(prober: Prober, basePath: string): Promise<boolean> {
  const asked = await prober.get(`${basePath}${DISCOVERY}`);
  return "exchange" in asked && jsonObjectOf(asked.exchange.response)?.["issuer"] !== undefined;
}

/** A key that every router reads as one segment of a path. */
const PLAIN_KEY = "key1";

/**
 * True when the instance answers and its router does not know the operation over REST. It needs no credentials, so that
 * no user is made for an operation that is gone. Rejects with a BlockedError when nothing answers.
 */
export async function isGone(prober: Prober): Promise<boolean> {
  const { baseUrl } = prober.descriptor;
  const asked = await prober.ask("rest", PLAIN_KEY, false);
  if ("sentence" in asked) throw new BlockedError(asked.sentence);
  return isUnknownToRouter(asked.exchange, baseUrl) && isInstance(prober, basePathOf(baseUrl));
}

/** The sentence for a release that no longer has the operation. */
export function whyGone(baseUrl: string): string {
  return `The instance at ${baseUrl} answers, and the operation is gone: its router knows no ${OPERATION.method} ${OPERATION.pathPrefix}/{key}. This release no longer has the API that is tested: see its release notes.`;
}
