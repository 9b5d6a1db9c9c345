import { CODE_NAMES, HTTP_STATUSES } from "../../contract/codes.ts";
import { OPERATION } from "../../contract/operation.ts";
import { field } from "../http/request.ts";
import type { Authentication } from "./authenticate.ts";
import type { Call, Refusal, TextName } from "./call.ts";
import { answerManagement } from "./management/answer.ts";
import { answerOAuth } from "./oauth/answer.ts";
import type { Entry, State, User } from "./state.ts";
import { textFor } from "./texts.ts";
import { ownUserJson } from "./user-message.ts";

/** Fields beside those that every answer has. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** What a request is answered, whatever the transport. */
export type Answer =
  | { readonly kind: "entry"; readonly entry: Entry }
  | { readonly kind: "error"; readonly error: AnswerError }
  /** JSON of another operation than the documented one. */
  | { readonly kind: "json"; readonly status: number; readonly json: unknown; readonly headers: Fields }
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

/** What a request is answered: of the documented operation one entry of the authenticated user. */
export function answer(call: Call, authenticated: () => Authentication, state: State): Answer | Promise<Answer> {
  const { route } = call;
  switch (route.kind) {
    case "ready":
    case "published":
      return { kind: route.kind };
    case "preflight":
      return { kind: "empty", status: 204, headers: [] };
    case "options":
      return { kind: "empty", status: 204, headers: [["allow", route.allow]] };
    case "oauth":
      return answerOAuth(route.endpoint, call, state);
    case "management":
      return answerManagement(route, call, authenticated, state);
    case "refused":
      if (route.early) return refuse(route.refusal, call);
      break;
    default:
  }
  const who = authenticated();
  if ("refusal" in who) return refuse(who.refusal, call);
  if (route.kind === "refused") return refuse(route.refusal, call);
  if (route.kind === "user") return readUser(who.user, call, state);
  return read(route.key, who.user, call);
}

function readUser({ id }: User, call: Call, state: State): Answer {
  const user = state.users.seen(id);
  if (user === undefined) return refuse({ code: 5, text: "no-such-user" }, call);
  return userAnswer(user);
}

/** What a user is told of itself. */
export function userAnswer(user: User): Answer {
  return { kind: "json", status: 200, json: ownUserJson(user), headers: [] };
}

function read(key: string, user: User, call: Call): Answer {
  const length = [...key].length;
  if (length < 1 || length > OPERATION.maxKeyLength) return refuse({ code: 3, text: "key-length" }, call);
  const entry = user.entries.seen(key);
  return entry === undefined ? refuse({ code: 5, text: "missing-entry" }, call) : { kind: "entry", entry };
}

/** An error in the language that the client asked for. @public */
export function refuse(refusal: Refusal, { raw }: Call): Answer {
  const { code, text, headers = [] } = refusal;
  const name = CODE_NAMES[code] ?? "UNKNOWN";
  const status = refusal.status ?? HTTP_STATUSES[name][0] ?? 500;
  const message = refusal.message ?? textFor(text, field(raw, "accept-language"));
  const id = refusal.message === undefined ? `REF-${text}` : undefined;
  return { kind: "error", error: { code, message, id, refusal: text, status, headers } };
}
