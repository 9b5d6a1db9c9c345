import { ThrottledError } from "../../engine/patience.ts";
import { TransportError } from "../../transports/transport.ts";
import { BlockedError } from "../blocked-error.ts";
import { whyFailed } from "../failure-sentence.ts";

/** Sends a request over REST; where no answer comes, rejects with a BlockedError whose sentence says why. */
export async function answered<Result>(baseUrl: string, send: () => Promise<Result>): Promise<Result> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof ThrottledError) throw new BlockedError(error.message);
    if (error instanceof TransportError) throw new BlockedError(whyFailed(error, baseUrl, "rest"));
    throw error;
  }
}
