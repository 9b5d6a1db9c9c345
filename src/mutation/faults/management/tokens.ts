import type { Answer } from "../../../servers/reference/answer.ts";
import type { Behaviour } from "../../../servers/reference/behaviour.ts";
import type { Call } from "../../../servers/reference/call.ts";
import type { State, Token, User } from "../../../servers/reference/state.ts";
import { bearerToken } from "../bearer.ts";
import { accept } from "../change.ts";
import type { ManagementFault } from "./fault.ts";

/** Times that a new secret or key is not known. */
const FIRST_TRIES = 2;

/** Lets in tokens that were refused, of those that were there before the request that removed them. */
function letIn(who: (token: Token, state: State) => User | undefined): () => Behaviour {
  return () => {
    const known = new Map<string, Token>();
    return {
      call: (call, state) => {
        for (const [value, token] of state.tokens) known.set(value, token);
        return call;
      },
      ...accept((authorization, state) => {
        const token = known.get(bearerToken(authorization));
        return token === undefined ? undefined : who(token, state);
      }),
    };
  };
}

/** The user of a token as it is now, though it be inactive. */
function userOf({ user }: Token, { users }: State): User | undefined {
  return users.get(user.id);
}

function activeUserOf(token: Token, state: State): User | undefined {
  const user = userOf(token, state);
  return user?.active === true ? user : undefined;
}

/** Answers the first requests for a token otherwise, though what they show is right. */
function notYet(grantType: string, status: number, error: string, description: string): () => Behaviour {
  return () => {
    let left = FIRST_TRIES;
    const json = { error, error_description: description };
    return {
      answer: (answer, call) => {
        if (left === 0 || !isTokenFor(grantType, answer, call)) return answer;
        left -= 1;
        return { kind: "json", status, json, headers: [] };
      },
    };
  };
}

function isTokenFor(grantType: string, answer: Answer, { route, raw }: Call): boolean {
  if (answer.kind !== "json" || answer.status !== 200) return false;
  if (route.kind !== "oauth" || route.endpoint !== "token") return false;
  return new URLSearchParams(raw.body.toString()).get("grant_type") === grantType;
}

/** Tokens that are let in though they should not be, and tokens that are not given out. */
export const TOKEN_FAULTS: readonly ManagementFault[] = [
  {
    id: "secret/not-known-yet",
    statement: `a new client secret is not known at the first ${String(FIRST_TRIES)} tries`,
    make: notYet("client_credentials", 400, "invalid_request", "Errors.User.Machine.Secret.NotExisting"),
  },
  {
    id: "key/not-known-yet",
    statement: `a new key is not known at the first ${String(FIRST_TRIES)} tries`,
    make: notYet("urn:ietf:params:oauth:grant-type:jwt-bearer", 500, "server_error", "the key is not known"),
  },
  {
    id: "token/expiry-ignored",
    statement: "a personal access token outlives its date",
    make: letIn((token, state) => (token.id === undefined ? undefined : activeUserOf(token, state))),
  },
  {
    id: "token/removed-works",
    statement: "a removed token keeps working",
    make: letIn((token, state) => (token.expires > state.now() ? activeUserOf(token, state) : undefined)),
  },
  {
    id: "token/removal-ends-all",
    statement: "with one token all tokens of its user are removed",
    make: () => ({
      call: (call, state) => {
        const { route } = call;
        if (route.kind !== "management" || route.operation !== "removePersonalAccessToken") return call;
        const { user_id: userId, token_id: tokenId } = route.params;
        for (const [value, { user, id }] of state.tokens) {
          if (user.id === userId && id !== tokenId) state.tokens.delete(value);
        }
        return call;
      },
    }),
  },
  {
    id: "user/deactivated-works",
    statement: "a deactivated user's tokens keep working",
    make: letIn((token, state) => (token.expires > state.now() ? userOf(token, state) : undefined)),
  },
  {
    id: "user/removed-works",
    statement: "a removed user's tokens keep working",
    make: letIn((token, state) => (token.expires > state.now() ? (userOf(token, state) ?? token.user) : undefined)),
  },
];
