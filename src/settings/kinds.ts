import valid from "semver/functions/valid.js";
import { OPERATION } from "../contract/operation.ts";

/** The parsed value; or the end of a sentence that begins with the setting's name: what is wrong, what to do. */
type Parsed<T> = { readonly value: T } | { readonly wrong: string };

/** The kind of a setting's value. */
export interface Kind<T> {
  /** Words for the documentation. */
  readonly words: string;
  readonly parse: (text: string) => Parsed<T>;
}

/** Any text. */
export function text(words: string): Kind<string> {
  return { words, parse: (given) => ({ value: given }) };
}

/** A path. The file is checked only when it is needed. */
export const FILE = text("path of a file");
/** As FILE, for a folder. */
export const FOLDER = text("path of a folder");

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]): Kind<Word> {
  return {
    words: words
      .map((word) => `\`${word}\``)
      .join(", ")
      .replace(/, (?=[^,]*$)/, " or "),
    parse: (given) => {
      const found = words.find((word) => word === given);
      return found === undefined ? { wrong: `${is(given)}: set it to one of ${words.join(", ")}` } : { value: found };
    },
  };
}

/** A whole number in a range. */
export function whole(least: number, most: number): Kind<number> {
  const range = `${String(least)} to ${String(most)}`;
  return {
    words: `whole number from ${range}`,
    parse: (given) => {
      const number = Number(given);
      if (/^\d+$/.test(given) && number >= least && number <= most) return { value: number };
      return { wrong: `${is(given)}: set it to a whole number from ${range}` };
    },
  };
}

/** A rate per second, with or without decimals. Below a thousandth the pauses exceed the longest timer. */
export const RATE: Kind<number> = {
  words: "number from 0.001",
  parse: (given) =>
    /^\d+(\.\d+)?$/.test(given) && Number(given) >= 0.001
      ? { value: Number(given) }
      : { wrong: `${is(given)}: set it to a number from 0.001, such as 5 or 0.5` },
};

/** Yes or no. */
export const FLAG: Kind<boolean> = {
  words: "`1` or `0`",
  parse: (given) =>
    given === "1" || given === "0" ? { value: given === "1" } : { wrong: `${is(given)}: set it to 1 or 0` },
};

/** An http or https address. The value has no trailing slash. */
export const ADDRESS: Kind<string> = {
  words: "http or https address",
  parse: (given) => {
    const url = URL.canParse(given) ? new URL(given) : undefined;
    if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
      return { wrong: "is not an http or https address: set it to one such as https://example.zitadel.cloud" };
    }
    if (url.username !== "" || url.password !== "") {
      return { wrong: "contains credentials: remove them, and set ZITADEL_TOKEN or ZITADEL_ADMIN_TOKEN" };
    }
    if (url.search !== "" || url.hash !== "") {
      return { wrong: "has a query or a fragment: set it to scheme, host, port and path only" };
    }
    return { value: `${url.origin}${url.pathname.replace(/\/+$/, "")}` };
  },
};

/** A token as RFC 6750 §2.1 defines it (b64token), without its scheme. The value is never printed. */
export const TOKEN: Kind<string> = {
  words: "token without `Bearer`",
  parse: (given) => {
    if (/^bearer\s/i.test(given)) {
      return { wrong: 'begins with the scheme "Bearer": set it to the token alone' };
    }
    if (!/^[A-Za-z0-9._~+/-]+=*$/.test(given)) {
      return {
        wrong:
          "has characters that no bearer token has: set it to the token alone, without spaces, quotes and line ends",
      };
    }
    return { value: given };
  },
};

/** A metadata key that every transport can address. */
export const METADATA_KEY: Kind<string> = {
  words: `text of up to ${String(OPERATION.maxKeyLength)} characters`,
  parse: (given) => {
    const length = [...given].length;
    if (length > OPERATION.maxKeyLength) {
      return {
        wrong: `has ${String(length)} characters, and a key has ${String(OPERATION.maxKeyLength)} at most: set it to a key that the user has`,
      };
    }
    if (given === "." || given === "..") {
      return { wrong: "is a dot segment, which no URL can address: set it to another key of the user" };
    }
    return { value: given };
  },
};

/** Standard base64 with padding, of a value that the vendor can store. */
export const METADATA_VALUE: Kind<string> = {
  words: "standard base64",
  parse: (given) => {
    const bytes = Buffer.from(given, "base64");
    if (bytes.toString("base64") !== given) {
      return {
        wrong: "is not standard base64 with padding: set it to what `base64` prints for the stored value, or unset it",
      };
    }
    if (bytes.length > OPERATION.maxValueLength) {
      return {
        wrong: `has ${String(bytes.length)} bytes, and a value has ${String(OPERATION.maxValueLength)} at most: set it to the stored value, or unset it`,
      };
    }
    return { value: given };
  },
};

/** A release such as `2.71.19` or `v4.0.0`. The value has no v. */
export const RELEASE: Kind<string> = {
  words: "release such as `4.0.0`",
  parse: (given) =>
    valid(given) === null
      ? { wrong: `${is(given)}: set it to a release such as 4.0.0, or unset it` }
      : { value: given.trim().replace(/^v/, "") },
};

/** A name that can be part of a file's name. */
export const ENVIRONMENT_NAME: Kind<string> = {
  words: "name such as `staging`",
  parse: (given) =>
    /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(given)
      ? { value: given }
      : {
          wrong: `${is(given)}: set it to a name of letters, digits, hyphens and underscores, such as staging`,
        },
};

function is(given: string): string {
  return `is ${JSON.stringify(given)}`;
}
