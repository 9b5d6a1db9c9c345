import type { Clock } from "../runner/http/clock.ts";
import { RetryCounter } from "../runner/http/retry-statistics.ts";
import { sendOnceMore, type TargetConnection } from "../runner/http/target-connection.ts";
import type { Transport } from "../contract/transport.ts";
import type { Evidence } from "../protocol/outcome.ts";
import { buildRequest, readers } from "../transports/index.ts";
import { basePathOf } from "../transports/base-path.ts";
import { answered } from "./answered.ts";

const PAUSE = 100;
const OVER: Transport = "rest";

/** Requests a key with a token over REST, as documented. Rejects with a BlockedError when there is no answer. */
export async function getOnce(
  connection: TargetConnection,
  baseUrl: string,
  key: string,
  token: string,
): Promise<Evidence> {
  const basePath = basePathOf(baseUrl);
  const request = buildRequest(OVER, { basePath, key, authorization: `Bearer ${token}`, request: {} });
  return readers[OVER](await answered(baseUrl, () => sendOnceMore(connection, OVER, request, new RetryCounter())));
}

/** True when the answer refuses the credentials. */
export function isRefusal({ outcome }: Pick<Evidence, "outcome">): boolean {
  return outcome.kind === "error" && outcome.code === 16;
}

/** Waits until something holds. Gives the milliseconds that it took, or undefined when the limit passed. */
export async function until(holds: () => Promise<boolean>, limit: number, clock: Clock): Promise<number | undefined> {
  const from = clock.now();
  for (;;) {
    if (await holds()) return Math.round(clock.now() - from);
    if (clock.now() - from >= limit) return undefined;
    await clock.wait(PAUSE);
  }
}
