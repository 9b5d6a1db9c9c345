import { CODE_NAMES, HTTP_STATUSES } from "../../contract/codes.ts";
import { OPERATION } from "../../contract/operation.ts";
import { field } from "../http/request.ts";
import type { Authentication } from "./authenticate.ts";
import type { Call, Refusal, TextName } from "./call.ts";
import type { Entry, User } from "./state.ts";
import { textFor } from "./texts.ts";

/** Fields beside those that every answer has. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** What a request is answered, whatever the transport. */
export type Answer =
  | { readonly kind: "entry"; readonly entry: Entry }
  | { readonly kind: "error"; readonly error: AnswerError }
  | { readonly kind: "user"; readonly user: User }
  | { readonly kind: "ready" }
  | { readonly kind: "published" }
  | { readonly kind: "empty"; readonly status: number; readonly headers: Fields };

/** An error before it takes the form of a transport. */
export interface AnswerError {
  readonly code: number;
  readonly message: string;
  /** Tells where the error comes from; changes from release to release. Without one the error has no details. */
  readonly id: string | undefined;
  /** Which of the server's own refusals it is; absent for what a behaviour made up. */
  readonly refusal?: TextName;
  /** HTTP status over REST. */
  readonly status: number;
  readonly headers: Fields;
}

/** The documented operation: one entry of the authenticated user. */
export function answer(call: Call, authenticated: () => Authentication): Answer {
  const { route } = call;
  switch (route.kind) {
    case "ready":
    case "published":
      return { kind: route.kind };
    case "preflight":
      return { kind: "empty", status: 204, headers: [] };
    case "options":
      return { kind: "empty", status: 204, headers: [["allow", route.allow]] };
    case "refused":
      if (route.early) return refuse(route.refusal, call);
      break;
    default:
  }
  const who = authenticated();
  if ("refusal" in who) return refuse(who.refusal, call);
  if (route.kind === "refused") return refuse(route.refusal, call);
  if (route.kind === "user") return { kind: "user", user: who.user };
  return read(route.key, who.user, call);
}

function read(key: string, user: User, call: Call): Answer {
  const length = [...key].length;
  if (length < 1 || length > OPERATION.maxKeyLength) return refuse({ code: 3, text: "key-length" }, call);
  const entry = user.entries.get(key);
  return entry === undefined ? refuse({ code: 5, text: "missing-entry" }, call) : { kind: "entry", entry };
}

/** An error in the language that the client asked for. @public */
export function refuse(refusal: Refusal, { raw }: Call): Answer {
  const { code, text, headers = [] } = refusal;
  const name = CODE_NAMES[code] ?? "UNKNOWN";
  const status = refusal.status ?? HTTP_STATUSES[name][0] ?? 500;
  const message = textFor(text, field(raw, "accept-language"));
  return { kind: "error", error: { code, message, id: `REF-${text}`, refusal: text, status, headers } };
}
