import { OPERATION } from "../contract/operation.ts";
import { SettingError } from "../errors.ts";
import { PLACEHOLDERS, type Origin } from "./generated.ts";

/** Values to fill into a sample. */
export interface Values {
  /** http or https, with or without a path, without a trailing slash. */
  readonly baseUrl: string;
  readonly key: string;
  readonly token: string;
}

/** Characters of a token (RFC 6750 §2.1): none of them is special in any of the languages. */
const TOKEN = /^[\w.~+/-]+=*$/;

/** Replaces the generator's placeholders by the values. */
export function fillGenerated(code: Readonly<Record<Origin, string>>, { baseUrl, key, token }: Values): string {
  const url = new URL(baseUrl);
  const scheme = url.protocol === "https:" ? "https" : "http";
  const path = url.pathname.replace(/\/$/, "");
  const origin = url.port === "" ? scheme : (`${scheme}-port` as const);
  return code[origin]
    .replaceAll(PLACEHOLDERS.host, () => url.hostname)
    .replaceAll(PLACEHOLDERS.port, () => url.port)
    .replaceAll(OPERATION.pathPrefix, () => `${path}${OPERATION.pathPrefix}`)
    .replaceAll(PLACEHOLDERS.key, () => encodeKey(key))
    .replaceAll(PLACEHOLDERS.token, () => checked(token));
}

/** Replaces the page's placeholders by the values. */
export function fillPage(code: string, { baseUrl, key, token }: Values): string {
  return code
    .replace("https://$CUSTOM-DOMAIN", () => baseUrl)
    .replace(":key", () => encodeKey(key))
    .replace("<TOKEN>", () => checked(token));
}

/** A key as one path segment, without characters that end a string in any of the languages. */
function encodeKey(key: string): string {
  return encodeURIComponent(key).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function checked(token: string): string {
  if (TOKEN.test(token)) return token;
  throw new SettingError(
    "ZITADEL_TOKEN",
    "The token has characters that a bearer token must not have (RFC 6750 §2.1), so no sample can contain it: set ZITADEL_TOKEN to the token alone.",
  );
}
