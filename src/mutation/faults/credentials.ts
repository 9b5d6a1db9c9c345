import { field } from "../../servers/http/request.ts";
import type { Behaviour } from "../../servers/reference/behaviour.ts";
import { accept, errorWith, failure, firstUser, header, isError } from "./change.ts";
import { define } from "./define.ts";

/** Refuses credentials that a pattern picks, though they are good. */
function refuse(pattern: RegExp): Behaviour {
  return {
    authentication: (found, { raw }) =>
      pattern.test(field(raw, "authorization") ?? "")
        ? { refusal: { code: 16, text: "bad-credentials", headers: [["www-authenticate", 'Bearer realm="x"']] } }
        : found,
  };
}

const anyToken = (authorization: string): boolean => /^Bearer +\S/i.test(authorization);
const sent = ({ call }: { call: { raw: Parameters<typeof field>[0] } }): boolean =>
  field(call.raw, "authorization") !== undefined;

/** What may be wrong with credentials. */
export const CREDENTIAL_FAULTS = define("credentials", [
  [
    "none-fails",
    "a missing token is a fault",
    "GMM-0401",
    "all",
    errorWith(16, (found, { raw }) => (raw.headers.has("authorization") ? found : { ...found, code: 2, status: 500 })),
  ],
  [
    "none-is-forbidden",
    "a missing token is forbidden",
    "GMM-0401",
    "all",
    errorWith(16, (found, { raw }) => (raw.headers.has("authorization") ? found : { ...found, code: 7, status: 403 })),
  ],
  [
    "none-accepted",
    "a missing token is accepted",
    "GMM-0401",
    "all",
    accept((authorization, state) => (authorization === "" ? firstUser(state) : undefined)),
  ],
  [
    "garbage-accepted",
    "any token is accepted",
    "GMM-0402",
    "all",
    accept((authorization, state) => (anyToken(authorization) ? firstUser(state) : undefined)),
  ],
  [
    "garbage-is-missing",
    "a bad token is answered as a missing key",
    "GMM-0402",
    "all",
    errorWith(16, (found, { raw }) =>
      field(raw, "authorization") === "Bearer not-a-token" ? { ...found, code: 5, status: 404 } : found,
    ),
  ],
  [
    "malformed-accepted",
    "a scheme without a token is accepted",
    "GMM-0403",
    "all",
    accept((authorization, state) => (/^Bearer ?$/.test(authorization) ? firstUser(state) : undefined)),
  ],
  [
    "malformed-fails",
    "a scheme without a token is a fault",
    "GMM-0403",
    "all",
    errorWith(16, (found, { raw }) =>
      /^Bearer ?$/.test(field(raw, "authorization") ?? "") ? { ...found, code: 13, status: 500 } : found,
    ),
  ],
  [
    "basic-accepted",
    "Basic credentials are accepted",
    "GMM-0404",
    "all",
    accept((authorization, state) => (authorization.startsWith("Basic ") ? firstUser(state) : undefined)),
  ],
  [
    "no-scheme-accepted",
    "a token without its scheme is accepted",
    "GMM-0404",
    "all",
    accept((authorization, state) => state.tokens.get(authorization)?.user),
  ],
  [
    "expired-accepted",
    "expired tokens are accepted",
    "GMM-0405",
    "all",
    accept((authorization, state) => {
      const token = state.tokens.get(authorization.slice(7));
      const user = token === undefined ? undefined : state.users.get(token.user.id);
      return user?.active === true ? user : undefined;
    }),
  ],
  [
    "truncated-accepted",
    "the end of a token is not compared",
    "GMM-0406",
    "all",
    accept(
      (authorization, state) =>
        [...state.tokens].find(
          ([token]) => authorization.length > 20 && `Bearer ${token}`.startsWith(authorization.slice(0, -2)),
        )?.[1].user,
    ),
  ],
  [
    "unsigned-accepted",
    "an unsigned JWT is accepted",
    "GMM-0407",
    "all",
    accept((authorization, state) =>
      authorization.startsWith("Bearer eyJhbGciOiJub25lIn0.") ? firstUser(state) : undefined,
    ),
  ],
  [
    "long-fails",
    "a long token is a fault",
    "GMM-0408",
    "all",
    errorWith(16, (found, { raw }) =>
      (field(raw, "authorization") ?? "").length > 2000 ? { ...found, code: 13, status: 500 } : found,
    ),
  ],
  [
    "query-accepted",
    "a token in the query is accepted",
    "GMM-0409",
    ["rest"],
    accept((_, state, { raw }) => {
      const token = /access_token=([^&]+)/.exec(raw.target)?.[1];
      return token === undefined ? undefined : state.tokens.get(token)?.user;
    }),
  ],
  ["lower-case-refused", "the scheme must be written Bearer, and not bearer", "GMM-0410", "all", refuse(/^bearer /)],
  ["upper-case-refused", "the scheme must be written Bearer, and not BEARER", "GMM-0410", "all", refuse(/^BEARER /)],
  ["two-spaces-refused", "only one space may follow the scheme", "GMM-0411", "all", refuse(/^Bearer {2}/)],
  [
    "no-challenge",
    "a 401 has no challenge",
    "GMM-0412",
    ["rest"],
    header(isError, "www-authenticate", undefined),
    "risky",
  ],
  [
    "challenge-is-message",
    "the challenge is a message",
    "GMM-0412",
    ["rest"],
    {
      wire: (answer) =>
        answer.status === 401
          ? {
              ...answer,
              headers: answer.headers.map(
                ([name, value]) => [name, name === "www-authenticate" ? "token is missing" : value] as const,
              ),
            }
          : answer,
    },
    "risky",
  ],
  [
    "challenge-basic",
    "the challenge asks for Basic",
    "GMM-0413",
    ["rest"],
    {
      wire: (answer) => ({
        ...answer,
        headers: answer.headers.map(
          ([name, value]) => [name, name === "www-authenticate" ? 'Basic realm="x"' : value] as const,
        ),
      }),
    },
    "risky",
  ],
  [
    "challenge-bare",
    "the challenge has no parameter",
    "GMM-0413",
    ["rest"],
    {
      wire: (answer) => ({
        ...answer,
        headers: answer.headers.map(([name, value]) => [name, name === "www-authenticate" ? "Bearer" : value] as const),
      }),
    },
    "risky",
  ],
  [
    "no-error-code",
    "the challenge does not name the error",
    "GMM-0414",
    ["rest"],
    {
      wire: (answer, context) => ({
        ...answer,
        headers: answer.headers.map(
          ([name, value]) => [name, name === "www-authenticate" && sent(context) ? 'Bearer realm="x"' : value] as const,
        ),
      }),
    },
    "risky",
  ],
  [
    "error-for-nothing",
    "the challenge names an error where nothing was sent",
    "GMM-0415",
    ["rest"],
    {
      wire: (answer, context) => ({
        ...answer,
        headers: answer.headers.map(
          ([name, value]) =>
            [
              name,
              name === "www-authenticate" && !sent(context) ? 'Bearer realm="x", error="invalid_token"' : value,
            ] as const,
        ),
      }),
    },
    "risky",
  ],
  [
    "users-mixed-up",
    "every token is taken for the first user's",
    "GMM-0416",
    "all",
    {
      authentication: (found, _, state) => {
        const user = firstUser(state);
        return "user" in found && user !== undefined ? { user } : found;
      },
    },
  ],
  [
    "deactivated-accepted",
    "deactivated users are let in",
    "GMM-0417",
    "all",
    accept((authorization, state) => {
      const token = state.tokens.get(authorization.slice(7));
      return token !== undefined && token.expires > Date.now() ? token.user : undefined;
    }),
  ],
  [
    "oracle",
    "keys are looked up before tokens",
    "GMM-0418",
    "all",
    {
      answer: (answer, { route }) =>
        answer.kind === "error" &&
        answer.error.code === 16 &&
        route.kind === "metadata" &&
        route.key.startsWith("no-such")
          ? failure(5, 404)
          : answer,
    },
    "risky",
  ],
]);
