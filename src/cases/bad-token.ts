import type { RequirementId } from "../contract/requirements/index.ts";
import type { Case, Credential, Expectation, SingleCase } from "../contract/case.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { ALWAYS, requestFor, EITHER, UNAUTHENTICATED } from "./requirement-sets.ts";

const REFUSED = { kind: "error", codes: ["UNAUTHENTICATED"] } as const;
/** A malformed header may also be refused as malformed: invalid_request, HTTP 400 (RFC 6750 §3.1). */
const MALFORMED = { kind: "error", codes: ["UNAUTHENTICATED", "INVALID_ARGUMENT"] } as const;
const STORED = { kind: "stored" } as const;

function using(
  credential: Credential,
  title: string,
  expect: Expectation,
  requirements: readonly RequirementId[],
): SingleCase {
  const request = requestFor("{key}", credential);
  return {
    kind: "single",
    id: `bad-token/${credential}`,
    title,
    group: "bad-token",
    transports: TRANSPORTS,
    request,
    expect,
    requirements,
  };
}

/** Requests with every kind of wrong credentials, and with valid ones in unusual form. */
export const BAD_TOKEN_CASES: readonly Case[] = [
  using("none", "A request without credentials is refused", REFUSED, ["GMM-0401", "GMM-0415", ...UNAUTHENTICATED]),
  using("garbage", "A token that was never issued is refused", REFUSED, ["GMM-0402", "GMM-0414", ...UNAUTHENTICATED]),
  {
    ...using("empty-bearer", "A scheme with an empty token is refused", MALFORMED, ["GMM-0403", ...UNAUTHENTICATED]),
    // HTTP/2 does not allow a field value that ends in white space (RFC 9113 §8.2.1).
    transports: ["rest", "grpc-web"],
  },
  using("scheme-only", "A scheme without a token is refused", MALFORMED, ["GMM-0403", ...UNAUTHENTICATED]),
  using("basic-scheme", "Basic credentials are refused", MALFORMED, ["GMM-0404", ...UNAUTHENTICATED]),
  using("token-scheme", "A token with another scheme is refused", MALFORMED, ["GMM-0404", ...UNAUTHENTICATED]),
  using("no-scheme", "A token without its scheme is refused", MALFORMED, ["GMM-0404", ...UNAUTHENTICATED]),
  using("expired", "An expired token is refused", REFUSED, ["GMM-0405", "GMM-0414", ...UNAUTHENTICATED]),
  using("truncated", "A token without its last character is refused", REFUSED, [
    "GMM-0406",
    "GMM-0414",
    ...UNAUTHENTICATED,
  ]),
  using("cut-short", "A token without the part that names its user is refused", REFUSED, [
    "GMM-0406",
    "GMM-0414",
    ...UNAUTHENTICATED,
  ]),
  using("tampered", "A token with other last characters is refused", REFUSED, [
    "GMM-0406",
    "GMM-0414",
    ...UNAUTHENTICATED,
  ]),
  using("unsigned-jwt", "An unsigned JWT is refused", REFUSED, ["GMM-0407", "GMM-0414", ...UNAUTHENTICATED]),
  using("deactivated", "The token of a deactivated user is refused", REFUSED, [
    "GMM-0417",
    "GMM-0414",
    ...UNAUTHENTICATED,
  ]),
  {
    ...using("very-long", "A token of 4,000 characters is refused", REFUSED, ["GMM-0408", ...ALWAYS]),
    // A server may refuse the field as malformed or too large before it looks at the token.
    expect: {
      kind: "error",
      codes: ["UNAUTHENTICATED", "INVALID_ARGUMENT", "RESOURCE_EXHAUSTED"],
      statuses: [400, 401, 431],
    },
  },
  {
    ...using("in-query", "A token in the query string is no credential", REFUSED, ["GMM-0409", ...UNAUTHENTICATED]),
    transports: ["rest"],
  },
  using("lowercase-scheme", "The scheme may be written in lower case", STORED, ["GMM-0410", ...EITHER]),
  using("uppercase-scheme", "The scheme may be written in upper case", STORED, ["GMM-0410", ...EITHER]),
  using("two-spaces", "Two spaces may stand between scheme and token", STORED, ["GMM-0411", ...EITHER]),
  {
    ...using("other", "Another user's token gives that user's value", { kind: "stored-or-missing" }, []),
    kind: "pair",
    then: requestFor("{key}"),
    requirements: ["GMM-0416", ...EITHER],
  },
  {
    ...using("garbage", "A bad token is answered alike for keys that exist and keys that do not", REFUSED, []),
    id: "bad-token/no-oracle",
    kind: "pair",
    then: requestFor("{missing}", "garbage"),
    requirements: ["GMM-0418", ...ALWAYS],
  },
  {
    ...using("garbage", "HTTP/2 refuses a bad token as HTTP/1.1 does", REFUSED, []),
    id: "bad-token/http2",
    kind: "pair",
    transports: ["rest"],
    then: { ...requestFor("{key}", "garbage"), rest: { httpVersion: "2.0" } },
    requirements: ["GMM-0402", "GMM-0121", ...UNAUTHENTICATED],
  },
];
