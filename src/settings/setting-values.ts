import { readFileSync } from "node:fs";
import { OPERATION } from "../contract/operation.ts";
import { isVersion } from "../util/version.ts";
import type { Env } from "./env.ts";
import type { Problems } from "./problems.ts";

/** An http or https address without credentials, query and fragment; a slash at its end is taken away. */
export function baseUrl(name: string, env: Env, problems: Problems): string | undefined {
  const text = env[name];
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    problems.add(name, `${name} is no http or https address: set it to one such as https://example.zitadel.cloud`);
    return undefined;
  }
  if (url.username !== "" || url.password !== "") {
    problems.add(name, `${name} holds credentials: take them out, and give the token in ZITADEL_TOKEN`);
    return undefined;
  }
  if (url.search !== "" || url.hash !== "") {
    problems.add(name, `${name} has a query or a fragment: set it to scheme, host, port and path only`);
    return undefined;
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** A token as RFC 6750 §2.1 writes it (b64token), without its scheme. Its value is never shown. */
export function token(name: string, env: Env, problems: Problems): string | undefined {
  const text = env[name];
  if (text === undefined) return undefined;
  if (/^bearer\s/i.test(text)) {
    problems.add(name, `${name} begins with the scheme "Bearer": set it to the token alone`);
    return undefined;
  }
  if (!/^[A-Za-z0-9._~+/-]+=*$/.test(text)) {
    problems.add(
      name,
      `${name} holds characters that no bearer token has: set it to the token alone, without spaces and quotes`,
    );
    return undefined;
  }
  return text;
}

/** A metadata key that every transport can address. */
export function key(name: string, env: Env, problems: Problems): string | undefined {
  const text = env[name];
  if (text === undefined) return undefined;
  const length = [...text].length;
  if (length > OPERATION.maxKeyLength) {
    problems.add(
      name,
      `${name} has ${String(length)} characters, and no key has more than ${String(OPERATION.maxKeyLength)}: set it to a key that the user has`,
    );
    return undefined;
  }
  if (text === "." || text === "..") {
    problems.add(name, `${name} is a dot segment, which no URL can address: set it to another key of the user's`);
    return undefined;
  }
  return text;
}

/** Standard base64 with padding, of a value that the vendor can store. */
export function base64(name: string, env: Env, problems: Problems): string | undefined {
  const text = env[name];
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") !== text) {
    problems.add(
      name,
      `${name} is not standard base64 with padding: set it to what \`base64\` prints for the stored value, or unset it`,
    );
    return undefined;
  }
  if (bytes.length > OPERATION.maxValueLength) {
    problems.add(
      name,
      `${name} has ${String(bytes.length)} bytes, and no value has more than ${String(OPERATION.maxValueLength)}: set it to the stored value, or unset it`,
    );
    return undefined;
  }
  return text;
}

/** A release such as `2.71.19` or `v4.0.0`, without its v. */
export function version(name: string, env: Env, problems: Problems): string | undefined {
  const text = env[name];
  if (text === undefined) return undefined;
  if (isVersion(text)) return text.replace(/^v/, "");
  problems.add(name, `${name} is ${JSON.stringify(text)}: set it to a release such as 4.0.0, or unset it`);
  return undefined;
}

/** PEM certificates from a file. */
export function certificates(name: string, env: Env, problems: Problems): string | undefined {
  const path = env[name];
  if (path === undefined) return undefined;
  const pem = readText(path);
  if (pem?.includes("-----BEGIN CERTIFICATE-----") === true) return pem;
  const what = pem === undefined ? "cannot be read" : "holds no PEM certificate";
  problems.add(name, `${name} names ${path}, which ${what}: set it to the path of the authority's certificate in PEM`);
  return undefined;
}

/** A whole number in a range. */
export function whole(name: string, env: Env, problems: Problems, least: number, most: number): number | undefined {
  const text = env[name];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  problems.add(
    name,
    `${name} is ${JSON.stringify(text)}: set it to a whole number from ${String(least)} to ${String(most)}`,
  );
  return undefined;
}

/** How many a second: a number greater than 0, with or without decimals. */
export function rate(name: string, env: Env, problems: Problems): number | undefined {
  const text = env[name];
  if (text === undefined) return undefined;
  // Below a thousandth the pauses are longer than a timer can be.
  if (/^\d+(\.\d+)?$/.test(text) && Number(text) >= 0.001) return Number(text);
  problems.add(name, `${name} is ${JSON.stringify(text)}: set it to a number from 0.001, such as 5 or 0.5`);
  return undefined;
}

/** `1` or `0`. */
export function flag(name: string, env: Env, problems: Problems): boolean {
  const text = env[name];
  if (text === undefined || text === "0") return false;
  if (text !== "1") problems.add(name, `${name} is ${JSON.stringify(text)}: set it to 1 or 0`);
  return true;
}

/** What is in a text file, or undefined when it cannot be read. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
