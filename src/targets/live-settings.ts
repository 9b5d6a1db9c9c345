import type { Network } from "../engine/target.ts";
import type { Env } from "./env.ts";
import { readNetwork } from "./network-settings.ts";
import type { Problems } from "./problems.ts";
import * as read from "./setting-values.ts";

/** What a live run is given. */
export interface LiveSettings {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly token: string;
  readonly key: string;
  /** Standard base64. */
  readonly value?: string;
  readonly otherToken?: string;
  /** Without a leading v. */
  readonly version?: string;
  /** PEM certificates. */
  readonly ca?: string;
  readonly network?: Network;
}

/** Settings that mean something to a live run only, in the order in which `.env.example` has them. */
export const LIVE_NAMES: readonly string[] = [
  "ZITADEL_BASE_URL",
  "ZITADEL_TOKEN",
  "ZITADEL_METADATA_KEY",
  "ZITADEL_METADATA_VALUE",
  "ZITADEL_OTHER_TOKEN",
  "ZITADEL_VERSION",
  "ZITADEL_CA",
  "ZITADEL_CLIENT_CERT",
  "ZITADEL_CLIENT_KEY",
  "ZITADEL_ADMIN_TOKEN",
];

/** Reads what a live run needs; undefined when something that it cannot do without is missing. */
export function readLive(env: Env, problems: Problems): LiveSettings | undefined {
  const baseUrl = read.baseUrl("ZITADEL_BASE_URL", env, problems);
  if (env["ZITADEL_BASE_URL"] === undefined) {
    problems.add(
      "ZITADEL_BASE_URL",
      "TARGET is live, and ZITADEL_BASE_URL is not set: set it to the instance's own address",
    );
  }
  const token = read.token("ZITADEL_TOKEN", env, problems);
  if (env["ZITADEL_TOKEN"] === undefined) {
    problems.add(
      "ZITADEL_TOKEN",
      "A live run needs ZITADEL_TOKEN: set it to an access token of the user whose metadata is read",
    );
  }
  const otherToken = read.token("ZITADEL_OTHER_TOKEN", env, problems);
  if (otherToken !== undefined && otherToken === token) {
    problems.add(
      "ZITADEL_OTHER_TOKEN",
      "ZITADEL_OTHER_TOKEN is the same as ZITADEL_TOKEN: set it to the token of another user, or unset it",
    );
  }
  const key = read.key("ZITADEL_METADATA_KEY", env, problems) ?? "key1";
  const value = read.base64("ZITADEL_METADATA_VALUE", env, problems);
  const version = read.version("ZITADEL_VERSION", env, problems);
  const ca = read.certificates("ZITADEL_CA", env, problems);
  const network = readNetwork(baseUrl, env, problems);
  if (baseUrl === undefined || token === undefined) return undefined;
  return {
    baseUrl,
    token,
    key,
    ...(value === undefined ? {} : { value }),
    ...(otherToken === undefined ? {} : { otherToken }),
    ...(version === undefined ? {} : { version }),
    ...(ca === undefined ? {} : { ca }),
    network,
  };
}
