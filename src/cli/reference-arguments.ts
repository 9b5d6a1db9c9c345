import { parseArgs } from "node:util";
import type { OpenReferenceOptions } from "../servers/reference/open.ts";
import { PROFILES, type Profile } from "../servers/reference/profiles/profile.ts";
import { wrongArguments } from "./wrong-arguments.ts";

const USAGE =
  "npm run reference -- [--host ::1] [--port 8080] [--tls] [--ca-out ca.pem] [--projection-delay 500] [--profile zitadel-4.0.0]";

/** A day in milliseconds: no test needs reads that lag longer. */
const LONGEST_DELAY = 86_400_000;

/** Arguments of `npm run reference`. */
export interface ReferenceArguments extends OpenReferenceOptions {
  /** Path for the certificate that clients must trust. */
  readonly caOut?: string;
}

/** Reads the arguments of `npm run reference`. Throws a SettingError that names what is wrong. */
export function readArguments(args: readonly string[]): ReferenceArguments {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const { tls, host, profile, "ca-out": caOut } = values;
    if (caOut !== undefined && !tls) throw new TypeError("--ca-out has no certificate to write without --tls");
    return {
      port: whole("--port", values.port, 65_535),
      projectionDelay: whole("--projection-delay", values["projection-delay"], LONGEST_DELAY),
      tls,
      // The brackets in a URL are not part of the address (RFC 3986 §3.2.2).
      ...(host === undefined ? {} : { host: host.replace(/^\[(.*)\]$/, "$1") }),
      ...(profile === undefined ? {} : { profile: profileOf(profile) }),
      ...(caOut === undefined ? {} : { caOut }),
    };
  } catch (error) {
    throw wrongArguments("npm run reference", error, USAGE);
  }
}

const OPTIONS = {
  host: { type: "string" },
  port: { type: "string", default: "0" },
  tls: { type: "boolean", default: false },
  "ca-out": { type: "string" },
  "projection-delay": { type: "string", default: "0" },
  profile: { type: "string" },
} as const;

function whole(name: string, text: string, most: number): number {
  const number = /^\d{1,8}$/.test(text) ? Number(text) : NaN;
  if (number <= most) return number;
  throw new TypeError(`${name} is ${JSON.stringify(text)}, which is not a whole number from 0 to ${String(most)}`);
}

function profileOf(text: string): Profile {
  const found = PROFILES.find(({ name }) => name === text);
  if (found !== undefined) return found;
  const names = PROFILES.map(({ name }) => name).join(", ");
  throw new TypeError(`--profile is ${JSON.stringify(text)}, which is none of ${names}`);
}
