import type { Transport } from "../../contract/exchange.ts";
import type { RawRequest } from "../http/request.ts";

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
  | { readonly kind: "ready" }
  | { readonly kind: "published" }
  | { readonly kind: "preflight"; readonly allow: string }
  | { readonly kind: "options"; readonly allow: string }
  /** The request is refused before anyone asks who sent it (`early`), or after. */
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly early: boolean };

/** Why a request is refused: a code, a text, and the status and fields where they are not the code's usual ones. */
export interface Refusal {
  readonly code: number;
  readonly text: TextName;
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
  | "too-large";
