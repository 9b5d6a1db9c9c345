import type { TextName } from "./call.ts";

type Texts = Readonly<Record<TextName, string>>;

const ENGLISH: Texts = {
  "missing-entry": "Metadata not found",
  "key-length": "The key must have 1 to 200 characters",
  "bad-path": "The path is not well formed",
  "no-credentials": "Credentials are missing",
  "bad-credentials": "The credentials are not well formed",
  "bad-token": "The token is not valid",
  "unknown-organisation": "The organisation does not exist",
  "unknown-path": "Not found",
  "unknown-method": "Unknown method or service",
  "method-not-allowed": "The method is not allowed",
  "not-grpc": "The content type is not one of gRPC",
  "bad-message": "The request message cannot be parsed",
  "bad-frame": "The request ends inside a message",
  "bad-compression": "A compressed flag is set without an encoding",
  "bad-encoding": "The encoding is not supported",
  cardinality: "The method takes exactly one message",
  "bad-timeout": "The timeout is not well formed",
  "too-late": "The deadline has passed",
  "too-large": "The request is too large",
  "bad-json": "The request is not the JSON of its message",
  "bad-field": "A field of the request is not valid",
  "no-membership": "The user manages nothing",
  "no-permission": "The user may not do this",
  "user-exists": "There is a user of this name",
  "no-such-user": "The user does not exist",
  "unknown-user": "The request names a user that does not exist",
  "already-inactive": "The user is inactive already",
  "not-inactive": "The user is not inactive",
  "expired-date": "The date of expiry has passed",
  "no-such-token": "The token does not exist",
  "no-such-key": "The key does not exist",
  "bad-public-key": "The public key is not one of RSA in PEM",
  "no-metadata": "The request names no metadata",
  "nothing-to-remove": "There is no metadata to remove",
  unsupported: "The reference server does not support this",
  quota: "The quota is exhausted",
  internal: "Something went wrong inside",
};

/** The most frequent errors also exist in other languages. */
const TRANSLATED: Readonly<Record<string, Partial<Texts>>> = {
  de: { "missing-entry": "Metadaten nicht gefunden", "bad-token": "Der Token ist ungültig" },
  fr: { "missing-entry": "Métadonnées introuvables", "bad-token": "Le jeton n'est pas valide" },
};

/** A text in the available language with the highest weight in Accept-Language, else in English (RFC 9110 §12.5.4). */
export function textFor(name: TextName, acceptLanguage = ""): string {
  if (acceptLanguage === "") return ENGLISH[name];
  for (const { language } of languagesOf(acceptLanguage)) {
    if (language === "en") break;
    const text = TRANSLATED[language]?.[name];
    if (text !== undefined) return text;
  }
  return ENGLISH[name];
}

/** The languages of an Accept-Language field, highest weight first. */
export function languagesOf(acceptLanguage: string): { readonly language: string; readonly weight: number }[] {
  return acceptLanguage
    .split(",")
    .map((range) => ({
      language: /^\s*([a-z]+)/i.exec(range)?.[1]?.toLowerCase() ?? "",
      weight: Number(/;\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(range)?.[1] ?? "1"),
    }))
    .filter(({ weight }) => weight > 0)
    .sort((one, two) => two.weight - one.weight);
}
