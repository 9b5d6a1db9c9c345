import { OPERATION } from "../contract/operation.ts";
import { basePathOf } from "../transports/base-path.ts";
import { readers } from "../transports/index.ts";
import type { Prober } from "./probe.ts";

/**
 * True when an encoded slash is decoded, and dots after it resolved, on the way: then the entry of the key is found under
 * a path that has another segment before it. A server that takes `%2F` for a slash itself answers with a redirect to the
 * cleaned path, or finds nothing; what only resolves plain dots passes this path on.
 */
export async function decodesSlashes(prober: Prober): Promise<boolean> {
  const { baseUrl, key } = prober.descriptor;
  const path = `${basePathOf(baseUrl)}${OPERATION.pathPrefix}/x%2F..%2F${encodeURIComponent(key)}`;
  const asked = await prober.get(path, true);
  if (!("exchange" in asked)) return false;
  const { outcome } = readers.rest(asked.exchange);
  return outcome.kind === "success" && outcome.metadata?.key === key;
}
