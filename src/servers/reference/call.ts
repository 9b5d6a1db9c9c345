import type { Transport } from "../../contract/transport.ts";
import type { RawRequest } from "../http/request.ts";
import type { OperationName } from "./management/route-table.ts";
import type { OAuthEndpoint } from "./oauth/route-table.ts";

/** What a request asks for, once its wire form is understood. */
export interface Call {
  readonly raw: RawRequest;
  readonly transport: Transport;
  readonly route: Route;
}

/** Where a request leads. */
export type Route =
  | { readonly kind: "metadata"; readonly key: string }
  | { readonly kind: "user" }
  | ManagementRoute
  | { readonly kind: "oauth"; readonly endpoint: OAuthEndpoint }
  | { readonly kind: "ready" }
  | { readonly kind: "published" }
  | { readonly kind: "preflight"; readonly allow: string }
  | { readonly kind: "options"; readonly allow: string }
  /** The request is refused before anyone asks who sent it (`early`), or after. */
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly early: boolean };

/** A request to the management API. */
export interface ManagementRoute {
  readonly kind: "management";
  readonly operation: OperationName;
  /** What the path names, decoded, by the names of the request's fields. */
  readonly params: Readonly<Record<string, string>>;
  /** Some releases write a metadata value once more that is there already. */
  readonly rewrites?: boolean;
}

/** Why a request is refused: a code, a text, and the status and fields where they are not the code's usual ones. */
export interface Refusal {
  readonly code: number;
  readonly text: TextName;
  /** In place of the text, for what differs from request to request. Such an error has no details. */
  readonly message?: string;
  readonly status?: number;
  readonly headers?: readonly (readonly [string, string])[];
}

/** Names of the texts that errors carry; they are there in several languages. */
export type TextName =
  | "missing-entry"
  | "key-length"
  | "bad-path"
  | "no-credentials"
  | "bad-credentials"
  | "bad-token"
  | "unknown-organisation"
  | "unknown-path"
  | "unknown-method"
  | "method-not-allowed"
  | "not-grpc"
  | "bad-message"
  | "bad-frame"
  | "bad-compression"
  | "bad-encoding"
  | "cardinality"
  | "bad-timeout"
  | "too-late"
  | "too-large"
  | "bad-json"
  | "bad-field"
  | "no-membership"
  | "no-permission"
  | "user-exists"
  | "no-such-user"
  | "unknown-user"
  | "already-inactive"
  | "not-inactive"
  | "expired-date"
  | "no-such-token"
  | "no-such-key"
  | "bad-public-key"
  | "no-metadata"
  | "nothing-to-remove"
  | "unsupported"
  | "quota"
  | "internal";
