import { BlockedError } from "../errors.ts";
import type { CustomFetch } from "openid-client";
import type { WireResponse } from "../protocol/exchange.ts";
import type { Connection } from "../transports/transport.ts";
import { jsonObjectOf } from "../protocol/json/response.ts";

/** The token endpoint refused a grant (RFC 6749 §5.2), or failed. */
export class TokenRefused extends Error {
  readonly status: number;
  /** `error` of the answer, when it is an OAuth error code. */
  readonly error: string;
  /** `error_description` of the answer. */
  readonly description: string;

  constructor(status: number, error: string, description: string) {
    super(`HTTP ${String(status)} ${error}`);
    this.name = "TokenRefused";
    this.status = status;
    this.error = error;
    this.description = description;
  }
}

/**
 * `fetch` for the OAuth library, over our own connection with the target's certificates, proxies and limits. It refuses
 * a redirect or endpoint on another host: the suite contacts no host that the settings do not name.
 */
export function fetchOver(connection: Connection, issuer: string): CustomFetch {
  const origin = new URL(issuer).origin;
  return async (address, { method, headers, body }) => {
    const url = new URL(address);
    if (url.origin !== origin) {
      throw new BlockedError(
        `The issuer ${issuer} names an endpoint on another host (${url.host}): set ZITADEL_ISSUER to the issuer that the instance has.`,
      );
    }
    const { response } = await connection.send("rest", {
      httpVersion: "1.1",
      method,
      path: `${url.pathname}${url.search}`,
      headers: Object.entries(headers),
      body: new Uint8Array(Buffer.from(body instanceof URLSearchParams ? body.toString() : "")),
    });
    if (method === "POST" && response.status >= 400) throw refusal(response);
    return new Response(withoutIdToken(response), {
      status: response.status,
      headers: response.headers.map(([name, value]): [string, string] => [name, value]),
    });
  };
}

function refusal(response: WireResponse): TokenRefused {
  const { error, error_description: description } = jsonObjectOf(response) ?? {};
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  return new TokenRefused(response.status, text(error), text(description));
}

/** No user logs in here, so an ID token is dropped unread: its claims are not for this client to judge. */
function withoutIdToken(response: WireResponse): string {
  const json = jsonObjectOf(response);
  if (json === undefined) return Buffer.from(response.body).toString();
  return JSON.stringify(Object.fromEntries(Object.entries(json).filter(([name]) => name !== "id_token")));
}
