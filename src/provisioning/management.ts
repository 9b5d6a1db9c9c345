import { OPERATION } from "../contract/operation.ts";
import { BlockedError } from "../errors.ts";
import type { Exchange, WireRequest } from "../protocol/exchange.ts";
import { isJsonObject, type JsonObject } from "../contract/json-object.ts";
import { vendorMarks } from "../runner/front/names.ts";
import { isStatusRewritten, whyStatusRewritten } from "../runner/front/rewritten-status.ts";
import { RetryCounter } from "../runner/http/retry-statistics.ts";
import { sendOnceMore, type TargetConnection } from "../runner/http/target-connection.ts";
import { isRepeatable } from "../runner/http/unavailable.ts";
import type { TokenSource } from "../auth/token-source.ts";
import { jsonObjectOf } from "../protocol/json/response.ts";
import { answered } from "./answered.ts";
import { basePathOf } from "../transports/base-path.ts";
import { Refused, USERS, whyRefused } from "./refused.ts";
import { ServerClock } from "./server-clock.ts";

/** What the management API needs. */
export interface ManagementOptions {
  readonly baseUrl: string;
  readonly connection: TargetConnection;
  readonly tokens: TokenSource;
}

/** A user that was created. */
export interface MadeUser {
  readonly id: string;
  /** Id of the organisation in which it is; empty where the answer does not say. */
  readonly organisation: string;
}

/** An access token created for a user. */
export interface MadeToken {
  readonly id: string;
  readonly token: string;
}

/** A metadata entry to store; the value in standard base64. */
export interface NewEntry {
  readonly key: string;
  readonly value: string;
}

/**
 * The operations of ZITADEL's Management API v1 that provisioning needs (zitadel/management.proto). They change only
 * users whose ids the caller passes, and a caller gets ids only from `createUser` or by an exact name in the journal.
 *
 * Each rejects with a Refused when the server refuses, and with a BlockedError when there is no answer.
 */
export class Management {
  readonly #options: ManagementOptions;
  /** Fields of the vendor's answers, by which those of what stands in front are told; known after the first success. */
  #marks: readonly string[] = [];
  /** The server's clock, as far as the answers show it. */
  readonly clock = new ServerClock();

  constructor(options: ManagementOptions) {
    this.#options = options;
  }

  /** The administrator's organisation. Rejects when the server does not accept the credentials. */
  async ownOrganisation(): Promise<string> {
    const { user } = await this.#call("GET", OPERATION.userPath);
    const details = isJsonObject(user) ? user["details"] : undefined;
    return isJsonObject(details) ? textOf(details, "resourceOwner") : "";
  }

  /** Creates a machine user. */
  async createUser(userName: string): Promise<MadeUser> {
    const answer = await this.#call("POST", `${USERS}/machine`, {
      userName,
      name: userName,
      description: "Created by a conformance run, which removes it again",
    });
    this.clock.readDetails(answer);
    const { details } = answer;
    const owner = isJsonObject(details) ? details["resourceOwner"] : undefined;
    return { id: textOf(answer, "userId"), organisation: typeof owner === "string" ? owner : "" };
  }

  /**
   * Checks that users can be removed, by removing an id that no user has: real ids have 18 digits. Rejects with a
   * BlockedError when an intermediary refuses the method, and with a Refused when the administrator lacks the right.
   */
  async tryRemoval(): Promise<void> {
    try {
      await this.removeUser("1");
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.code === undefined) throw new BlockedError(whyNoRemoval(error, this.#options.baseUrl));
      if (error.status === 403 || error.code === 7) throw error;
    }
  }

  /** Removes a user with its tokens and metadata. */
  async removeUser(id: string): Promise<void> {
    await this.#call("DELETE", userPath(id));
  }

  /** The ids of users with exactly this name. */
  async findUsers(userName: string): Promise<string[]> {
    const query = { userNameQuery: { userName, method: "TEXT_QUERY_METHOD_EQUALS" } };
    const { result } = await this.#call("POST", `${USERS}/_search`, { queries: [query] });
    const found = Array.isArray(result) ? (result as readonly JsonObject[]) : [];
    // A server may match names loosely, so only an exact match counts.
    return found.filter((user) => user["userName"] === userName).map((user) => textOf(user, "id"));
  }

  async deactivate(id: string): Promise<void> {
    await this.#call("POST", `${userPath(id)}/_deactivate`, {});
  }

  /** Creates a personal access token that expires by itself. */
  async createToken(id: string, expires: number): Promise<MadeToken> {
    const answer = await this.#call("POST", `${userPath(id)}/pats`, {
      expirationDate: new Date(expires).toISOString(),
    });
    this.clock.readDetails(answer);
    return { id: textOf(answer, "tokenId"), token: textOf(answer, "token") };
  }

  async removeToken(id: string, tokenId: string): Promise<void> {
    await this.#call("DELETE", `${userPath(id)}/pats/${encodeURIComponent(tokenId)}`);
  }

  /** Stores entries in one request. */
  async setMetadata(id: string, metadata: readonly NewEntry[]): Promise<void> {
    await this.#call("POST", `${userPath(id)}/metadata/_bulk`, { metadata });
  }

  /** The keys that a user has. */
  async listKeys(id: string): Promise<string[]> {
    const { result } = await this.#call("POST", `${userPath(id)}/metadata/_search`, {});
    return Array.isArray(result) ? (result as readonly JsonObject[]).map((entry) => textOf(entry, "key")) : [];
  }

  async deleteMetadata(id: string, key: string): Promise<void> {
    await this.#call("DELETE", `${userPath(id)}/metadata/${encodeURIComponent(key)}`);
  }

  async #call(method: string, path: string, body?: JsonObject): Promise<JsonObject> {
    const retryCounter = new RetryCounter();
    const { response } = await this.#send(method, path, body, retryCounter);
    this.clock.readDate(response.headers);
    const json = jsonObjectOf(response);
    if (isStatusRewritten(response, this.#marks))
      throw new BlockedError(whyStatusRewritten(response, this.#options.baseUrl));
    if (response.status === 200 && this.#marks.length === 0) this.#marks = vendorMarks([response]);
    if (response.status === 200 && json !== undefined) return json;
    // A first attempt whose connection was reset had already stored the entry.
    if (method === "DELETE" && response.status === 404 && retryCounter.retries > 0) return {};
    throw new Refused(method, path, response.status, json);
  }

  async #send(
    method: string,
    path: string,
    body: JsonObject | undefined,
    retryCounter: RetryCounter,
  ): Promise<Exchange> {
    const { baseUrl, connection, tokens } = this.#options;
    const authorization = `Bearer ${await tokens.current()}`;
    const basePath = basePathOf(baseUrl);
    const request: WireRequest = {
      httpVersion: "1.1",
      method,
      path: `${basePath}${path}`,
      headers: [
        ["authorization", authorization],
        ...(body === undefined ? [] : ([["content-type", "application/json"]] as const)),
      ],
      body: new Uint8Array(Buffer.from(body === undefined ? "" : JSON.stringify(body))),
    };
    return answered(baseUrl, () =>
      isRepeatable(request)
        ? sendOnceMore(connection, "rest", request, retryCounter)
        : connection.send("rest", request, retryCounter),
    );
  }
}

function whyNoRemoval({ status }: Refused, baseUrl: string): string {
  return `What stands in front of ${baseUrl} refuses DELETE (HTTP ${String(status)} without ZITADEL's error), so a run could not remove its users, and it created none: let DELETE through to ${USERS}/….`;
}

/** A path below a user. An id with other characters could lead to another resource. */
function userPath(id: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(id)) throw new Error("The id of a user has characters that no id has");
  return `${USERS}/${id}`;
}

function textOf(body: JsonObject, name: string): string {
  const value = body[name];
  if (typeof value === "string" && value !== "") return value;
  throw new BlockedError(`The management API answered without ${name}: this release does not answer as documented.`);
}

/** Runs some work, and turns a refusal into a message for the user. */
export async function explained<Result>(baseUrl: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) throw new BlockedError(whyRefused(error, baseUrl));
    throw error;
  }
}
