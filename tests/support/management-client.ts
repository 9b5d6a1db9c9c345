import type { TestContext } from "node:test";
import { TRANSPORTS, type HttpVersion, type Transport } from "../../src/contract/transport.ts";
import type { Outcome } from "../../src/protocol/outcome.ts";
import { buildRequest, openConnection, readers } from "../../src/transports/index.ts";
import type { Connection } from "../../src/transports/transport.ts";
import { openReference, type OpenReference } from "../../src/servers/reference/open.ts";
import { ENOUGH_TIME } from "./enough-time.ts";

/** The answer to a request. */
export interface Answered {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** Members of the JSON object; none without content. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** A request other than a GET with the admin's token. */
export interface Asked {
  readonly token?: string | undefined;
  readonly httpVersion?: HttpVersion;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Uses a server like a user of the management API, independent of its code. */
export class Client {
  readonly #connection: Connection;
  readonly #token: string;

  constructor(t: TestContext, baseUrl: string, token: string, ca?: string) {
    this.#connection = openConnection({ baseUrl, timeout: ENOUGH_TIME, ...(ca === undefined ? {} : { ca }) });
    this.#token = token;
    t.after(() => {
      this.#connection.close();
    });
  }

  /** Sends a request with JSON content, or with a text or bytes unchanged. */
  async ask(method: string, path: string, content?: unknown, asked: Asked = {}): Promise<Answered> {
    const { token = this.#token, httpVersion = "1.1", headers = {} } = asked;
    const credentials = token === "" ? {} : { authorization: `Bearer ${token}` };
    const fields = { "content-type": "application/json", ...credentials, ...headers };
    const { response } = await this.#connection.send("rest", {
      httpVersion,
      method,
      path,
      headers: Object.entries(fields),
      body: bytesOf(content),
    });
    const body = Buffer.from(response.body).toString();
    return {
      status: response.status,
      headers: new Map(response.headers),
      json: (body === "" ? {} : JSON.parse(body)) as Record<string, unknown>,
    };
  }

  /** Sends a request below /management/v1/users. */
  manage(method: string, path: string, content?: unknown, asked?: Asked): Promise<Answered> {
    return this.ask(method, `/management/v1/users${path}`, content, asked);
  }

  /** Creates a service user, and returns its id. */
  async create(userName: string): Promise<string> {
    const { status, json } = await this.manage("POST", "/machine", { userName, name: userName });
    if (status !== 200) throw new Error(`${userName} is not created: ${String(status)}`);
    return String(json["userId"]);
  }

  /** Issues a personal access token that expires an hour after a time. */
  async issue(id: string, now = Date.now()): Promise<{ readonly tokenId: string; readonly token: string }> {
    const { json } = await this.manage("POST", `/${id}/pats`, {
      expirationDate: new Date(now + 3_600_000).toISOString(),
    });
    return { tokenId: String(json["tokenId"]), token: String(json["token"]) };
  }

  /** Sends a request to the token endpoint. */
  token(form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
    const type = { "content-type": "application/x-www-form-urlencoded" };
    const content = new URLSearchParams(form).toString();
    return this.ask("POST", "/oauth/v2/token", content, { token: "", headers: { ...type, ...headers } });
  }

  /** The documented operation's answer for a key on each transport: the value as text, or the code of the error. */
  async read(token: string, key: string): Promise<readonly (string | number | undefined)[]> {
    return Promise.all(TRANSPORTS.map(async (transport) => shown(await this.#outcome(transport, token, key))));
  }

  async #outcome(transport: Transport, token: string, key: string): Promise<Outcome> {
    const parts = { basePath: "", key, authorization: `Bearer ${token}`, request: {} };
    return readers[transport](await this.#connection.send(transport, buildRequest(transport, parts))).outcome;
  }
}

function bytesOf(content: unknown): Uint8Array {
  if (content === undefined) return new Uint8Array();
  return Buffer.isBuffer(content)
    ? content
    : Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
}

function shown(outcome: Outcome): string | number | undefined {
  if (outcome.kind === "success") return Buffer.from(outcome.metadata?.value ?? []).toString();
  return outcome.kind === "error" ? outcome.code : outcome.reason;
}

/** A reference server that ends with the test, and its administrator's client. */
export async function openManaged(t: TestContext): Promise<OpenReference & { readonly client: Client }> {
  const target = await openReference();
  t.after(() => target.close());
  return { ...target, client: new Client(t, target.descriptor.baseUrl, target.adminToken) };
}
