import type { Transport } from "../../contract/exchange.ts";
import type { Outcome } from "../../contract/outcome.ts";
import { buildRequest, readers } from "../../transports/index.ts";
import { TransportError, type Connection } from "../../transports/transport.ts";
import { BlockedError } from "../blocked-error.ts";
import { whyFailed } from "../failure-sentence.ts";

/** How the present and waiting are had; replaced by tests. */
export interface Clock {
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
}

const PAUSE = 100;
const OVER: Transport = "rest";

/** Asks for a key with a token, as documented, over REST. Rejects with a BlockedError when nothing answers. */
export async function askOnce(connection: Connection, baseUrl: string, key: string, token: string): Promise<Outcome> {
  const basePath = new URL(baseUrl).pathname.replace(/\/$/, "");
  const request = buildRequest(OVER, { basePath, key, authorization: `Bearer ${token}`, stimulus: {} });
  try {
    return readers[OVER](await connection.send(OVER, request)).outcome;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    throw new BlockedError(whyFailed(error, baseUrl, OVER));
  }
}

/** True when an answer says that the credentials are not good. */
export function isRefusal(outcome: Outcome): boolean {
  return outcome.kind === "error" && outcome.code === 16;
}

/** Waits until something holds. Gives the milliseconds that it took, or undefined when the limit passed. */
export async function until(
  holds: () => Promise<boolean>,
  limit: number,
  { wait, now }: Clock,
): Promise<number | undefined> {
  const from = now();
  for (;;) {
    if (await holds()) return Math.round(now() - from);
    if (now() - from >= limit) return undefined;
    await wait(PAUSE);
  }
}
