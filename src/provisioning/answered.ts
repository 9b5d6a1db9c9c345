import { BlockedError, ThrottledError } from "../errors.ts";
import { TransportError } from "../transports/transport.ts";
import { whyFailed } from "../transports/failure-message.ts";

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
