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
  {
    name: "none-fails",
    statement: "a request without a token is answered 500 in place of 401",
    requirement: "GMM-0401",
    transports: "all",
    behaviour: errorWith(16, (found, { raw }) =>
      raw.headers.has("authorization") ? found : { ...found, code: 2, status: 500 },
    ),
  },
  {
    name: "none-is-forbidden",
    statement: "a request without a token is answered 403 in place of 401",
    requirement: "GMM-0401",
    transports: "all",
    behaviour: errorWith(16, (found, { raw }) =>
      raw.headers.has("authorization") ? found : { ...found, code: 7, status: 403 },
    ),
  },
  {
    name: "none-accepted",
    statement: "a request without a token is served",
    requirement: "GMM-0401",
    transports: "all",
    behaviour: accept((authorization, state) => (authorization === "" ? firstUser(state) : undefined)),
  },
  {
    name: "garbage-accepted",
    statement: "any token is served",
    requirement: "GMM-0402",
    transports: "all",
    behaviour: accept((authorization, state) => (anyToken(authorization) ? firstUser(state) : undefined)),
  },
  {
    name: "garbage-is-missing",
    statement: "a bad token is answered 404, as a missing key is",
    requirement: "GMM-0402",
    transports: "all",
    behaviour: errorWith(16, (found, { raw }) =>
      field(raw, "authorization") === "Bearer not-a-token" ? { ...found, code: 5, status: 404 } : found,
    ),
  },
  {
    name: "malformed-accepted",
    statement: "a scheme without a token is served",
    requirement: "GMM-0403",
    transports: "all",
    behaviour: accept((authorization, state) => (/^Bearer ?$/.test(authorization) ? firstUser(state) : undefined)),
  },
  {
    name: "malformed-fails",
    statement: "a scheme without a token is answered 500 in place of 401",
    requirement: "GMM-0403",
    transports: "all",
    behaviour: errorWith(16, (found, { raw }) =>
      /^Bearer ?$/.test(field(raw, "authorization") ?? "") ? { ...found, code: 13, status: 500 } : found,
    ),
  },
  {
    name: "basic-accepted",
    statement: "Basic credentials are served",
    requirement: "GMM-0404",
    transports: "all",
    behaviour: accept((authorization, state) => (authorization.startsWith("Basic ") ? firstUser(state) : undefined)),
  },
  {
    name: "no-scheme-accepted",
    statement: "a token without its scheme is served",
    requirement: "GMM-0404",
    transports: "all",
    behaviour: accept((authorization, state) => state.tokens.get(authorization)?.user),
  },
  {
    name: "expired-accepted",
    statement: "expired tokens are served",
    requirement: "GMM-0405",
    transports: "all",
    behaviour: accept((authorization, state) => {
      const token = state.tokens.get(authorization.slice(7));
      const user = token === undefined ? undefined : state.users.get(token.user.id);
      return user?.active === true ? user : undefined;
    }),
  },
  {
    name: "truncated-accepted",
    statement: "the end of a token is not compared",
    requirement: "GMM-0406",
    transports: "all",
    behaviour: accept(
      (authorization, state) =>
        [...state.tokens].find(
          ([token]) => authorization.length > 20 && `Bearer ${token}`.startsWith(authorization.slice(0, -2)),
        )?.[1].user,
    ),
  },
  {
    name: "unsigned-accepted",
    statement: "an unsigned JWT is served",
    requirement: "GMM-0407",
    transports: "all",
    behaviour: accept((authorization, state) =>
      authorization.startsWith("Bearer eyJhbGciOiJub25lIn0.") ? firstUser(state) : undefined,
    ),
  },
  {
    name: "long-fails",
    statement: "a long token is answered 500 in place of 401",
    requirement: "GMM-0408",
    transports: "all",
    behaviour: errorWith(16, (found, { raw }) =>
      (field(raw, "authorization") ?? "").length > 2000 ? { ...found, code: 13, status: 500 } : found,
    ),
  },
  {
    name: "query-accepted",
    statement: "a token in the query is served",
    requirement: "GMM-0409",
    transports: ["rest"],
    behaviour: accept((_, state, { raw }) => {
      const token = /access_token=([^&]+)/.exec(raw.target)?.[1];
      return token === undefined ? undefined : state.tokens.get(token)?.user;
    }),
  },
  {
    name: "lower-case-refused",
    statement: "the scheme bearer is refused: it must be written Bearer",
    requirement: "GMM-0410",
    transports: "all",
    behaviour: refuse(/^bearer /),
  },
  {
    name: "upper-case-refused",
    statement: "the scheme BEARER is refused: it must be written Bearer",
    requirement: "GMM-0410",
    transports: "all",
    behaviour: refuse(/^BEARER /),
  },
  {
    name: "two-spaces-refused",
    statement: "only one space may follow the scheme",
    requirement: "GMM-0411",
    transports: "all",
    behaviour: refuse(/^Bearer {2}/),
  },
  {
    name: "no-challenge",
    statement: "a 401 has no challenge",
    requirement: "GMM-0412",
    transports: ["rest"],
    behaviour: header(isError, "www-authenticate", undefined),
    grade: "risky",
  },
  {
    name: "challenge-is-message",
    statement: "the challenge is a message",
    requirement: "GMM-0412",
    transports: ["rest"],
    behaviour: {
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
    grade: "risky",
  },
  {
    name: "challenge-basic",
    statement: "the challenge asks for Basic",
    requirement: "GMM-0413",
    transports: ["rest"],
    behaviour: {
      wire: (answer) => ({
        ...answer,
        headers: answer.headers.map(
          ([name, value]) => [name, name === "www-authenticate" ? 'Basic realm="x"' : value] as const,
        ),
      }),
    },
    grade: "risky",
  },
  {
    name: "challenge-bare",
    statement: "the challenge has no parameter",
    requirement: "GMM-0413",
    transports: ["rest"],
    behaviour: {
      wire: (answer) => ({
        ...answer,
        headers: answer.headers.map(([name, value]) => [name, name === "www-authenticate" ? "Bearer" : value] as const),
      }),
    },
    grade: "risky",
  },
  {
    name: "no-error-code",
    statement: "the challenge does not name the error",
    requirement: "GMM-0414",
    transports: ["rest"],
    behaviour: {
      wire: (answer, context) => ({
        ...answer,
        headers: answer.headers.map(
          ([name, value]) => [name, name === "www-authenticate" && sent(context) ? 'Bearer realm="x"' : value] as const,
        ),
      }),
    },
    grade: "risky",
  },
  {
    name: "error-for-nothing",
    statement: "the challenge names an error though no credentials were sent",
    requirement: "GMM-0415",
    transports: ["rest"],
    behaviour: {
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
    grade: "risky",
  },
  {
    name: "users-mixed-up",
    statement: "every good token reads the first user's metadata",
    requirement: "GMM-0416",
    transports: "all",
    behaviour: {
      authentication: (found, _, state) => {
        const user = firstUser(state);
        return "user" in found && user !== undefined ? { user } : found;
      },
    },
  },
  {
    name: "deactivated-accepted",
    statement: "deactivated users are served",
    requirement: "GMM-0417",
    transports: "all",
    behaviour: accept((authorization, state) => {
      const token = state.tokens.get(authorization.slice(7));
      return token !== undefined && token.expires > Date.now() ? token.user : undefined;
    }),
  },
  {
    name: "oracle",
    statement: "the key is looked up before the token is checked",
    requirement: "GMM-0418",
    transports: "all",
    behaviour: {
      answer: (answer, { route }) =>
        answer.kind === "error" &&
        answer.error.code === 16 &&
        route.kind === "metadata" &&
        route.key.startsWith("no-such")
          ? failure(5, 404)
          : answer,
    },
    grade: "risky",
  },
]);
