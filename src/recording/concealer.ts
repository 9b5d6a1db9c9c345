import type { Concealer } from "../servers/recording/write.ts";
import { createRedactor } from "../report/redact.ts";
import { escapeRegExp } from "../util/escape-regexp.ts";

/** A concealer that learns the secrets that come up while a release is recorded. */
export interface LearningConcealer extends Concealer {
  /** Puts a placeholder in place of a secret from now on: `token:short` becomes `{{token:short}}`. */
  name(placeholder: string, secret: string): void;
  /** Hides a secret that has no placeholder. */
  hide(secret: string): void;
}

/** How the address of whoever recorded a release is written: recordings hold nobody's host. */
const ORIGIN = "http://localhost:8400";
const PLACEHOLDER = /(\{\{[a-z0-9:-]+\}\})/;

/**
 * A concealer that hides these secrets as reports do, those that get a name by their placeholders, and that writes the
 * origins of the instance as localhost.
 */
export function createConcealer(secrets: readonly string[], origins: readonly string[]): LearningConcealer {
  const redactor = createRedactor(secrets);
  const placeholders = new Map<string, string>();
  let subject = "";

  const text = (original: string): string => {
    let shown = original;
    for (const [secret, placeholder] of placeholders) shown = shown.replaceAll(secret, placeholder);
    // The redactor takes whatever follows `access_token=` for a secret, and so a placeholder too.
    return withoutHosts(shown, origins)
      .split(PLACEHOLDER)
      .map((part) => (PLACEHOLDER.test(part) ? part : redactor.text(part)))
      .join("");
  };
  return {
    text,
    name(placeholder, secret) {
      if (placeholder === "token:subject") subject = secret;
      redactor.learn(secret);
      placeholders.set(secret, `{{${placeholder}}}`);
      // In a query or a form.
      placeholders.set(encodeURIComponent(secret), `{{${placeholder}}}`);
    },
    hide: (secret) => {
      redactor.learn(secret);
    },
    bytes: (bytes) => redactor.bytes(bytes),
    field: (name, value) => text(spoiltToken(subject, withoutCookie(name, value))),
  };
}

function withoutHosts(text: string, origins: readonly string[]): string {
  return origins.reduce((shown, origin) => {
    const { hostname } = new URL(origin);
    const alone = new RegExp(`(?<![\\w.-])${escapeRegExp(hostname)}(?![\\w.-])`, "g");
    return shown.replaceAll(origin, ORIGIN).replace(alone, "localhost");
  }, text);
}

/** Some cookies tell browsers apart; one without a value only clears an earlier one. */
function withoutCookie(name: string, value: string): string {
  return /^set-cookie$/i.test(name) ? value.replace(/^([^=;]*=)[^;]+/, "$1{{cookie}}") : value;
}

/** The credentials `truncated` and `tampered` are most of the subject's token; a replay cuts its own token alike. */
function spoiltToken(token: string, value: string): string {
  if (token === "" || value === `Bearer ${token}`) return value;
  if (value === `Bearer ${token.slice(0, -1)}`) return "Bearer {{token:subject:without-its-last-character}}";
  const isTampered = ["AA", "BB"].some((end) => value === `Bearer ${token.slice(0, -2)}${end}`);
  // A made-up token never ends in AA, so that the runner always writes AA.
  return isTampered ? "Bearer {{token:subject:without-its-last-two-characters}}AA" : value;
}
