import type { Concealer } from "../servers/recording/write.ts";
import { createRedactor } from "../report/redact.ts";
import { escapeRegExp } from "../util/escape-regexp.ts";
import { changeAsLatin1 } from "../util/latin1.ts";
import { withoutCookie } from "./cookie.ts";

/** A concealer that learns secrets as they appear during a recording, and says in text which is which. */
export interface LearningConcealer extends Concealer {
  /** Replaces a secret by a placeholder from now on: `token:short` becomes `{{token:short}}`. */
  name(placeholder: string, secret: string): void;
  /** Hides a secret that has no placeholder. */
  hide(secret: string): void;
}

/** Replaces the instance's address: recordings do not name anyone's host. */
const ORIGIN = "http://localhost:8400";
const PLACEHOLDER = /(\{\{[a-z0-9:-]+\}\})/;

/**
 * A concealer that hides these secrets as reports do, replaces named ones by placeholders, and replaces the instance's
 * origins by localhost.
 */
export function createConcealer(secrets: readonly string[], origins: readonly string[]): LearningConcealer {
  const redactor = createRedactor(secrets);
  const hosts = origins.map(hostOf);
  const placeholders = new Map<string, string>();

  const text = (original: string): string => {
    let shown = original;
    for (const [secret, placeholder] of placeholders) shown = shown.replaceAll(secret, placeholder);
    // The redactor treats anything after `access_token=` as a secret, even a placeholder.
    return withoutHosts(shown, hosts)
      .split(PLACEHOLDER)
      .map((part) => (PLACEHOLDER.test(part) ? part : redactor.text(part)))
      .join("");
  };
  return {
    text,
    name(placeholder, secret) {
      redactor.learn(secret);
      placeholders.set(secret, `{{${placeholder}}}`);
      // URL-encoded, as in a query or a form.
      placeholders.set(encodeURIComponent(secret), `{{${placeholder}}}`);
    },
    hide: (secret) => {
      redactor.learn(secret);
    },
    bytes: (bytes) => changeAsLatin1(bytes, text),
    field: (name, value) => text(withoutCookie(name, value)),
  };
}

interface Host {
  readonly origin: string;
  /** The host's name without the rest of an origin. */
  readonly alone: RegExp;
}

function hostOf(origin: string): Host {
  const { hostname } = new URL(origin);
  return { origin, alone: new RegExp(`(?<![\\w.-])${escapeRegExp(hostname)}(?![\\w.-])`, "g") };
}

function withoutHosts(text: string, hosts: readonly Host[]): string {
  return hosts.reduce((shown, { origin, alone }) => shown.replaceAll(origin, ORIGIN).replace(alone, "localhost"), text);
}
