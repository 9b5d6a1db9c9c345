import {
  admitsAnyOrigin,
  CROSS_ORIGIN,
  CROSS_ORIGIN_FIELDS,
  extendsAccess,
  reducesAccess,
  refusesRequest,
} from "../cross-origin.ts";
import { changesStorage, forbidsStorage, gainsItems, losesItems, variesByAll } from "../policy.ts";
import { rule, type Rule } from "./rule.ts";

/** Header fields: pages of other origins, caches, challenges. */
export const HEADER_RULES: readonly Rule[] = [
  rule({
    id: "DRIFT-0501",
    slug: "cross-origin-access-denied",
    grade: "breaking",
    statement: "Pages of other origins may no longer send a request or read its answer.",
    kinds: ["header"],
    transitions: ["changed", "removed"],
    when: (header, change) =>
      change.isForPages &&
      (header.name === CROSS_ORIGIN.origin
        ? admitsAnyOrigin(header.old) && !admitsAnyOrigin(header.new)
        : refusesRequest(header, change)),
  }),
  rule({
    id: "DRIFT-0502",
    slug: "cross-origin-access-reduced",
    grade: "risky",
    statement: "Pages of other origins may do or read less.",
    kinds: ["header"],
    when: (header, change) =>
      change.isForPages && header.name.startsWith(CROSS_ORIGIN_FIELDS) && reducesAccess(header, change),
  }),
  rule({
    id: "DRIFT-0503",
    slug: "cross-origin-access-extended",
    grade: "compatible",
    statement: "Pages of other origins may do or read more.",
    kinds: ["header"],
    when: (header, { isForPages }) =>
      isForPages && header.name.startsWith(CROSS_ORIGIN_FIELDS) && extendsAccess(header),
  }),
  rule({
    id: "DRIFT-0515",
    slug: "cross-origin-field-changed",
    grade: "cosmetic",
    statement: "A field for pages of other origins changed, and they may do and read the same.",
    kinds: ["header"],
    when: ({ name }) => name.startsWith(CROSS_ORIGIN_FIELDS),
  }),
  rule({
    id: "DRIFT-0504",
    slug: "cache-storage-changed",
    grade: "risky",
    statement: "Caches may now store what they could not, or may no longer store what they could.",
    kinds: ["header"],
    when: (header) => header.name === "cache-control" && changesStorage(header),
  }),
  rule({
    id: "DRIFT-0505",
    slug: "cache-directives-changed",
    grade: "compatible",
    statement: "The directives for caches changed, and what caches may store did not.",
    kinds: ["header"],
    when: ({ name }) => name === "cache-control",
  }),
  rule({
    id: "DRIFT-0506",
    slug: "pragma-changed",
    grade: "cosmetic",
    statement: "A header field for HTTP/1.0 caches changed (RFC 9111 §5.4).",
    kinds: ["header"],
    when: ({ name }) => name === "pragma",
  }),
  rule({
    id: "DRIFT-0516",
    slug: "vary-without-storage",
    grade: "cosmetic",
    statement:
      "The answer varies by other fields, and no cache may store it anyway (RFC 9111 §5.2.2.5, RFC 9110 §9.3.7).",
    kinds: ["header"],
    when: ({ name }, { now, requestClass }) =>
      name === "vary" && (requestClass === "preflight" || requestClass === "options" || forbidsStorage(now)),
  }),
  rule({
    id: "DRIFT-0507",
    slug: "header-list-extended",
    grade: "compatible",
    statement: "A list in a header field has more items.",
    kinds: ["header"],
    when: (header) =>
      ["vary", "allow", "set-cookie"].includes(header.name) &&
      gainsItems(header) &&
      (!losesItems(header) || variesByAll(header)),
  }),
  rule({
    id: "DRIFT-0511",
    slug: "deprecation-announced",
    grade: "risky",
    statement: "The operation is announced as deprecated, or since another date (RFC 9745).",
    kinds: ["header"],
    transitions: ["added", "changed"],
    when: ({ name }) => name === "deprecation",
  }),
  rule({
    id: "DRIFT-0512",
    slug: "sunset-announced",
    grade: "risky",
    statement: "The end of the operation is announced, or for another date (RFC 8594).",
    kinds: ["header"],
    transitions: ["added", "changed"],
    when: ({ name }) => name === "sunset",
  }),
  rule({
    id: "DRIFT-0513",
    slug: "deprecation-withdrawn",
    grade: "compatible",
    statement: "The operation is no longer announced as deprecated, or its end is not.",
    kinds: ["header"],
    transitions: ["removed"],
    when: ({ name }) => name === "deprecation" || name === "sunset",
  }),
  rule({
    id: "DRIFT-0508",
    slug: "header-added",
    grade: "compatible",
    statement: "A header field or a part of a challenge is new.",
    kinds: ["header", "challenge", "challenge-parameter"],
    transitions: ["added"],
  }),
  rule({
    id: "DRIFT-0510",
    slug: "malformed-challenge-removed",
    grade: "compatible",
    statement: "A challenge that cannot be read is gone.",
    kinds: ["malformed-challenge"],
    transitions: ["removed"],
  }),
  rule({
    id: "DRIFT-0509",
    slug: "header-changed",
    grade: "risky",
    statement: "A header field or a part of a challenge changed or is gone, or a challenge cannot be read.",
    kinds: ["header", "challenge", "challenge-parameter", "malformed-challenge"],
  }),
];
