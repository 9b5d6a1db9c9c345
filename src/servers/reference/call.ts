import type { Transport } from "../../contract/transport.ts";
import type { RawRequest } from "../http/request.ts";
import type { OperationName } from "./management/route-table.ts";
import type { OAuthEndpoint } from "./oauth/route-table.ts";

/** A parsed request, independent of its wire form. */
export interface Call {
  readonly raw: RawRequest;
  readonly transport: Transport;
  readonly route: Route;
}

/** The resource that a request addresses. */
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
  /** The decoded path parameters, by the names of the request's fields. */
  readonly params: Readonly<Record<string, string>>;
  /** True when an unchanged metadata value is written again, as some releases do. */
  readonly rewrites?: boolean;
}

/** Why a request is refused: a code, a text, and the status and fields where they differ from the code's usual ones. */
export interface Refusal {
  readonly code: number;
  readonly text: TextName;
  /** Replaces the text where the message depends on the request. Such an error has no details. */
  readonly message?: string;
  readonly status?: number;
  readonly headers?: readonly (readonly [string, string])[];
}

/** Names of error texts; some exist in several languages. */
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
