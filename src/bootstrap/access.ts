import { BlockedError } from "../errors.ts";
import { OPERATION } from "../contract/operation.ts";
import type { Transport } from "../contract/transport.ts";
import type { Exchange, WireResponse } from "../protocol/exchange.ts";
import { basePathOf } from "../transports/base-path.ts";
import { whyCached } from "../runner/front/cached.ts";
import { vendorMarks } from "../runner/front/names.ts";
import { hasErrorAsSuccess, isStatusRewritten, whyStatusRewritten } from "../runner/front/rewritten-status.ts";
import { whyWithoutDatabase } from "../runner/front/who-answered.ts";
import { lacksDatabase } from "../runner/http/unavailable.ts";
import { readers } from "../transports/index.ts";
import { whyNoEntry, whyNotAccepted } from "./access-message.ts";
import { isInstance, isUnknownToRouter } from "./gone.ts";
import type { Prober } from "./probe.ts";

/**
 * Throws a BlockedError when host, token or key are not there: then no case on any transport can be judged. True when they
 * are, false when the answer does not show it.
 */
export async function settleAccess(prober: Prober, transport: Transport, exchange: Exchange): Promise<boolean> {
  const { outcome } = readers[transport](exchange);
  if (outcome.kind !== "error") return outcome.kind === "success";
  const { descriptor } = prober;
  const cached = whyCached(exchange, descriptor);
  if (cached !== undefined) throw new BlockedError(cached);
  const rewritten = transport === "rest" ? await whyNoStatus(prober, exchange.response) : undefined;
  if (rewritten !== undefined) throw new BlockedError(rewritten);
  if (outcome.code === 16) throw new BlockedError(whyNotAccepted(descriptor));
  if (outcome.code !== 5) return false;
  const { baseUrl } = descriptor;
  const isRouters = isUnknownToRouter(exchange, baseUrl);
  const knowsUser = await knowsTheUser(prober);
  if (knowsUser && !isRouters) throw new BlockedError(whyNoEntry(descriptor));
  const elsewhere = await whyWrongPath(prober);
  if (elsewhere !== undefined) throw new BlockedError(elsewhere);
  // The operation may be gone, or only a key that its router reads as a path: what other transports answer shows it.
  if (isRouters && (await isInstance(prober, basePathOf(baseUrl)))) return false;
  if (knowsUser) throw new BlockedError(whyNoEntry(descriptor));
  const { host } = new URL(baseUrl);
  throw new BlockedError(
    `The server at ${baseUrl} knows no instance for the host ${host}: set ZITADEL_BASE_URL to the instance's own domain.`,
  );
}

/** The sentence for an address whose path leads past the API, when the instance answers without the path. */
export async function whyWrongPath(prober: Prober): Promise<string | undefined> {
  const { baseUrl } = prober.descriptor;
  const { origin } = new URL(baseUrl);
  const path = basePathOf(baseUrl);
  if (path === "" || (await isInstance(prober, path)) || !(await isInstance(prober, ""))) return undefined;
  return `The instance answers at ${origin}, and its API is not under the path ${path}: set ZITADEL_BASE_URL to ${origin}.`;
}

/** The sentence for an error as a success that the vendor did not give, by what its answer for the user's own record has. */
async function whyNoStatus(prober: Prober, response: WireResponse): Promise<string | undefined> {
  if (!hasErrorAsSuccess(response)) return undefined;
  const asked = await askForUser(prober);
  const marks = hasErrorAsSuccess(asked.response) ? [] : vendorMarks([asked.response]);
  return isStatusRewritten(response, marks) ? whyStatusRewritten(response, prober.descriptor.baseUrl) : undefined;
}

/** Tells a missing key from a host that is no instance: the user's own record is there only in the first case. */
async function knowsTheUser(prober: Prober): Promise<boolean> {
  const { response } = await askForUser(prober);
  return response.status === 200 && !hasErrorAsSuccess(response);
}

async function askForUser(prober: Prober): Promise<Exchange> {
  const path = `${basePathOf(prober.descriptor.baseUrl)}${OPERATION.pathPrefix.replace(/\/metadata$/, "")}`;
  const asked = await prober.get(path, true);
  if ("sentence" in asked) throw new BlockedError(asked.sentence);
  if (lacksDatabase(asked.exchange))
    throw new BlockedError(whyWithoutDatabase(asked.exchange, prober.descriptor.baseUrl));
  return asked.exchange;
}
