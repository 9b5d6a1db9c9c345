import type { Case, Credential } from "../contract/case.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { requestFor } from "./requirement-sets.ts";

/** Name, what is asked for, with which credentials. */
const QUESTIONS: readonly (readonly [name: string, title: string, key: string, credential?: Credential])[] = [
  ["text", "a text value", "{key}"],
  ["json", "a JSON value", "json"],
  ["binary", "a binary value", "binary"],
  ["big", "a value of 60 kB", "big"],
  ["missing", "a missing key", "{missing}"],
  ["case-differs", "a key in other case", "{KEY}"],
  ["trailing-space", "a key with a space at its end", "{key} "],
  ["space", "a key with a space", "with space"],
  ["plus", "a key with a plus sign", "plus+key"],
  ["percent", "a key with a percent sign", "percent%key"],
  ["quote", "a key with quotes", `quote'"<>`],
  ["slash", "a key with a slash", "a/b"],
  ["unicode", "a key with an emoji", "ünï😀"],
  ["underscore-search", "the key _search", "_search"],
  ["length-200", "a key of 200 characters", "k".repeat(200)],
  ["length-201", "a key of 201 characters", "k".repeat(201)],
  ["newline", "a key with a line feed", "a\nb"],
  ["no-token", "no credentials", "{key}", "none"],
  ["bad-token", "a bad token", "{key}", "garbage"],
  ["expired-token", "an expired token", "{key}", "expired"],
  ["other-user", "another user's token", "{key}", "other"],
];

/** One question to two transports each: REST and gRPC, gRPC and gRPC-Web, gRPC-Web and REST. */
export const PARITY_CASES: readonly Case[] = QUESTIONS.map(([name, title, key, credential]) => ({
  id: `parity/${name}`,
  title: `Transports agree on ${title}`,
  group: "parity",
  transports: TRANSPORTS,
  request: requestFor(key, credential),
  parity: true,
  expect: { kind: "open" },
  requirements: ["GMM-0901", "GMM-0902", "GMM-0903", "GMM-0904", "GMM-0905"],
}));
