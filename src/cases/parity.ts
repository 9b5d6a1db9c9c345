import type { Case, Credential } from "../contract/case.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { requestFor } from "./requirement-sets.ts";

/** The requested key, and the credentials where they are not the user's own. */
interface Question {
  readonly name: string;
  /** What the transports must agree on. */
  readonly about: string;
  readonly key: string;
  readonly credential?: Credential;
}

const QUESTIONS: readonly Question[] = [
  { name: "text", about: "a text value", key: "{key}" },
  { name: "json", about: "a JSON value", key: "json" },
  { name: "binary", about: "a binary value", key: "binary" },
  { name: "big", about: "a value of 60 kB", key: "big" },
  { name: "missing", about: "a missing key", key: "{missing}" },
  { name: "case-differs", about: "a key in other case", key: "{KEY}" },
  { name: "trailing-space", about: "a key with a space at its end", key: "{key} " },
  { name: "space", about: "a key with a space", key: "with space" },
  { name: "plus", about: "a key with a plus sign", key: "plus+key" },
  { name: "percent", about: "a key with a percent sign", key: "percent%key" },
  { name: "quote", about: "a key with quotes", key: `quote'"<>` },
  { name: "slash", about: "a key with a slash", key: "a/b" },
  { name: "unicode", about: "a key with an emoji", key: "ünï😀" },
  { name: "underscore-search", about: "the key _search", key: "_search" },
  { name: "length-200", about: "a key of 200 characters", key: "k".repeat(200) },
  { name: "length-201", about: "a key of 201 characters", key: "k".repeat(201) },
  { name: "newline", about: "a key with a line feed", key: "a\nb" },
  { name: "no-token", about: "no credentials", key: "{key}", credential: "none" },
  { name: "bad-token", about: "a bad token", key: "{key}", credential: "garbage" },
  { name: "expired-token", about: "an expired token", key: "{key}", credential: "expired" },
  { name: "other-user", about: "another user's token", key: "{key}", credential: "other" },
];

/** One request over each pair of transports: REST and gRPC, gRPC and gRPC-Web, gRPC-Web and REST. */
export const PARITY_CASES: readonly Case[] = QUESTIONS.map(({ name, about, key, credential }) => ({
  kind: "parity",
  id: `parity/${name}`,
  title: `Transports agree on ${about}`,
  group: "parity",
  transports: TRANSPORTS,
  request: requestFor(key, credential),
  expect: { kind: "open" },
  requirements: ["GMM-0901", "GMM-0902", "GMM-0903", "GMM-0904", "GMM-0905"],
}));
