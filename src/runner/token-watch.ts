import { codeNumber } from "../contract/codes.ts";
import type { Evidence } from "../protocol/outcome.ts";
import { endOfToken, showEnd } from "../protocol/token-end.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { basePathOf } from "../transports/base-path.ts";
import { buildRequest, readers } from "../transports/index.ts";
import { TransportError } from "../transports/transport.ts";
import { RetryCounter } from "./http/retry-statistics.ts";
import { sendOnceMore, type TargetConnection } from "./http/target-connection.ts";

/** A token that was good when the run began is good no longer: nothing that needs it can be judged. */
export class TokenEnded extends Error {}

/** True when an answer says that the credentials are not good; over REST the answer to HEAD says so by its status alone. */
function refusesCredentials({ outcome, exchange }: Evidence): boolean {
  if (exchange.transport === "rest" && exchange.response.status === 401) return true;
  return outcome.kind === "error" && outcome.code === codeNumber("UNAUTHENTICATED");
}

/** Tells a token that has ended from a server that refuses a good one. */
export class TokenWatch {
  readonly #descriptor: TargetDescriptor;
  readonly #connection: TargetConnection;
  readonly #ended = new Map<string, TokenEnded>();

  constructor(descriptor: TargetDescriptor, connection: TargetConnection) {
    this.#descriptor = descriptor;
    this.#connection = connection;
  }

  /** Asks whether a good token still works when it is refused. Throws a TokenEnded if not. */
  async look(token: string, evidence: Evidence): Promise<void> {
    if (!refusesCredentials(evidence)) return;
    const ended = this.#ended.get(token) ?? (await this.#ask(token));
    if (ended === undefined) return;
    this.#ended.set(token, ended);
    throw ended;
  }

  /** The documented request of the preflight: who is refused that has no good token. */
  async #ask(token: string): Promise<TokenEnded | undefined> {
    const { baseUrl, key } = this.#descriptor;
    const parts = { basePath: basePathOf(baseUrl), key, authorization: `Bearer ${token}`, request: {} };
    try {
      const request = buildRequest("rest", parts);
      const exchange = await sendOnceMore(this.#connection, "rest", request, new RetryCounter());
      if (!refusesCredentials(readers.rest(exchange))) return undefined;
      return new TokenEnded(this.#sentence(token));
    } catch (error) {
      // Without an answer nothing shows that the token ended.
      if (error instanceof TransportError) return undefined;
      throw error;
    }
  }

  /** One for each token: every worker meets its end at another time, which would make one reason many. */
  #sentence(token: string): string {
    const end = endOfToken(token);
    const stated = end === undefined ? "" : ` (it states that it ends at ${showEnd(end)})`;
    return `${this.#nameOf(token)} is no longer accepted: it ended or was revoked during the run${stated}; give one that lives longer than a run.`;
  }

  #nameOf(token: string): string {
    const { tokens, access, provisioning } = this.#descriptor;
    if (token === tokens.other && provisioning === undefined) return "ZITADEL_OTHER_TOKEN";
    if (provisioning !== undefined) return "The token of a user who was made for the run";
    return access === undefined ? "ZITADEL_TOKEN" : "The token that the instance gave to the user";
  }
}
