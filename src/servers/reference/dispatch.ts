import { OPERATION } from "../../contract/operation.ts";
import { refuse, userAnswer, type Answer } from "./answer.ts";
import type { Authentication } from "./authenticate.ts";
import type { Call } from "./call.ts";
import { answerManagement } from "./management/answer.ts";
import { answerOAuth } from "./oauth/answer.ts";
import type { State, User } from "./state.ts";

/** Answers a request: the documented operation returns one entry of the authenticated user. */
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

function read(key: string, user: User, call: Call): Answer {
  const length = [...key].length;
  if (length < 1 || length > OPERATION.maxKeyLength) return refuse({ code: 3, text: "key-length" }, call);
  const entry = user.entries.seen(key);
  return entry === undefined ? refuse({ code: 5, text: "missing-entry" }, call) : { kind: "entry", entry };
}
