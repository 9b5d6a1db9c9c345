import { BlockedError, ThrottledError } from "../errors.ts";
import { TransportError } from "../transports/transport.ts";
import { whyFailed } from "../transports/failure-message.ts";

/** Sends a request over REST. Without an answer it rejects with a BlockedError that says why. */
export async function answered<Result>(baseUrl: string, send: () => Promise<Result>): Promise<Result> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof ThrottledError) throw new BlockedError(error.message);
    if (error instanceof TransportError) throw new BlockedError(whyFailed(error, baseUrl, "rest"));
    throw error;
  }
}
