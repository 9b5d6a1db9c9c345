import fc from "fast-check";
import { UNAUTHENTICATED } from "../../cases/requirement-sets.ts";
import type { Credential, Expectation } from "../../contract/case.ts";
import type { RequirementId } from "../../contract/requirements/index.ts";
import type { Transport } from "../../contract/transport.ts";
import { choice } from "./choice.ts";

/** Credentials of a generated request. */
export interface Credentials {
  readonly credential: Credential;
  /** An Authorization field in place of the credential's; it never holds a token. */
  readonly field?: string;
  /** How they are refused; absent where they are good. */
  readonly refusal?: Refusal;
  /** What is said of good ones in an unusual form. */
  readonly own?: RequirementId;
}

interface Refusal {
  readonly expect: Extract<Expectation, { kind: "error" }>;
  readonly requirements: readonly RequirementId[];
}

const REFUSED = { kind: "error", codes: ["UNAUTHENTICATED"] } as const;
/** A malformed field may also be refused as malformed: invalid_request, HTTP 400 (RFC 6750 §3.1). */
const MALFORMED = { kind: "error", codes: ["UNAUTHENTICATED", "INVALID_ARGUMENT"] } as const;
const TOO_LONG = {
  kind: "error",
  codes: ["UNAUTHENTICATED", "INVALID_ARGUMENT", "RESOURCE_EXHAUSTED"],
  statuses: [400, 401, 431],
} as const;

function refusedAs(own: RequirementId, expect: Refusal["expect"] = REFUSED, isInvalidToken = true): Refusal {
  const token: readonly RequirementId[] = isInvalidToken ? ["GMM-0414"] : [];
  return { expect, requirements: [own, ...token, ...UNAUTHENTICATED] };
}

const NAMED: readonly Credentials[] = [
  { credential: "none", refusal: { expect: REFUSED, requirements: ["GMM-0401", "GMM-0415", ...UNAUTHENTICATED] } },
  { credential: "garbage", refusal: refusedAs("GMM-0402") },
  { credential: "scheme-only", refusal: refusedAs("GMM-0403", MALFORMED, false) },
  { credential: "basic-scheme", refusal: refusedAs("GMM-0404", MALFORMED, false) },
  { credential: "no-scheme", refusal: refusedAs("GMM-0404", MALFORMED, false) },
  { credential: "expired", refusal: refusedAs("GMM-0405") },
  { credential: "truncated", refusal: refusedAs("GMM-0406") },
  { credential: "cut-short", refusal: refusedAs("GMM-0406") },
  { credential: "tampered", refusal: refusedAs("GMM-0406") },
  { credential: "unsigned-jwt", refusal: refusedAs("GMM-0407") },
  { credential: "deactivated", refusal: refusedAs("GMM-0417") },
  { credential: "very-long", refusal: { expect: TOO_LONG, requirements: ["GMM-0408", "GMM-0801", "GMM-0507"] } },
];

/** HTTP/2 does not allow a field value that ends in white space (RFC 9113 §8.2.1), and only a path has a query. */
const EMPTY: Credentials = { credential: "empty-bearer", refusal: refusedAs("GMM-0403", MALFORMED, false) };
const IN_QUERY: Credentials = { credential: "in-query", refusal: refusedAs("GMM-0409", REFUSED, false) };

const UNUSUAL: readonly Credentials[] = [
  { credential: "lowercase-scheme", own: "GMM-0410" },
  { credential: "uppercase-scheme", own: "GMM-0410" },
  { credential: "two-spaces", own: "GMM-0411" },
  { credential: "other", own: "GMM-0416" },
];

/** Every kind of bad credentials, for whoever tries one in place of another. */
export const REFUSED_CREDENTIALS: readonly Credentials[] = [
  ...NAMED,
  EMPTY,
  IN_QUERY,
  madeUpAs("GMM-0402", "Bearer x"),
  madeUpAs("GMM-0404", "Digest x"),
];

const OWN: Credentials = { credential: "subject" };

/** Credentials that were never issued: tokens of the syntax of RFC 6750 §2.1, other schemes, and what is neither. */
const madeUp: fc.Arbitrary<Credentials> = choice(
  [3, text("abcXYZ019-._~+/", 40).map((token) => madeUpAs("GMM-0402", `Bearer ${token}`))],
  [1, text("abcXYZ019=+/", 30).map((token) => madeUpAs("GMM-0404", `Basic ${token}`))],
  [1, text("abcXYZ", 10).map((scheme) => madeUpAs("GMM-0404", `${scheme} x`))],
  [1, text('abcXYZ019,=" ;:', 30).map((token) => madeUpAs("GMM-0404", `Bearer ${token.trim()}!`))],
);

function madeUpAs(own: "GMM-0402" | "GMM-0404", field: string): Credentials {
  const isToken = own === "GMM-0402";
  return { credential: "none", field, refusal: refusedAs(own, isToken ? REFUSED : MALFORMED, isToken) };
}

function text(characters: string, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...Array.from(characters)), minLength: 1, maxLength });
}

/** Mostly the user's own token; else good ones in another form, another user's, and every kind of bad ones. */
export function credentials(transport: Transport): fc.Arbitrary<Credentials> {
  const bad = [...NAMED, ...(transport === "grpc" ? [] : [EMPTY]), ...(transport === "rest" ? [IN_QUERY] : [])];
  return choice([12, fc.constant(OWN)], [4, fc.constantFrom(...bad)], [2, fc.constantFrom(...UNUSUAL)], [1, madeUp]);
}
