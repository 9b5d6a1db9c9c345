import { CODE_NAMES, HTTP_STATUSES } from "../../contract/codes.ts";
import { field } from "../http/request.ts";
import type { Call, Refusal, TextName } from "./call.ts";
import type { Entry, User } from "./state.ts";
import { textFor } from "./texts.ts";
import { ownUserJson } from "./user-message.ts";

/** Fields in addition to the common ones. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** The answer to a request, independent of the transport. */
export type Answer =
  | { readonly kind: "entry"; readonly entry: Entry }
  | { readonly kind: "error"; readonly error: AnswerError }
  /** JSON of another operation than the documented one. */
  | { readonly kind: "json"; readonly status: number; readonly json: unknown; readonly headers: Fields }
  | { readonly kind: "ready" }
  | { readonly kind: "published" }
  | { readonly kind: "empty"; readonly status: number; readonly headers: Fields };

/** An error, independent of the transport. */
export interface AnswerError {
  readonly code: number;
  readonly message: string;
  /**
   * Identifies the place of the error in the source, and differs between releases. Without an id the error has no
   * details.
   */
  readonly id: string | undefined;
  /** Which of the server's own refusals this is; absent when a behaviour made it up. */
  readonly refusal?: TextName;
  /** HTTP status over REST. */
  readonly status: number;
  readonly headers: Fields;
}

/** A user's view of itself. */
export function userAnswer(user: User): Answer {
  return { kind: "json", status: 200, json: ownUserJson(user), headers: [] };
}

/** An error in the language that the client requested. @public */
export function refuse(refusal: Refusal, { raw }: Call): Answer {
  const { code, text, headers = [] } = refusal;
  const name = CODE_NAMES[code] ?? "UNKNOWN";
  const status = refusal.status ?? HTTP_STATUSES[name][0] ?? 500;
  const message = refusal.message ?? textFor(text, field(raw, "accept-language"));
  const id = refusal.message === undefined ? `REF-${text}` : undefined;
  return { kind: "error", error: { code, message, id, refusal: text, status, headers } };
}
