import type { Access, TokenSettings } from "../target/access.ts";
import { ADMIN_NAMES, allNames, givenNames, readAccess, SUBJECT_NAMES } from "./access-settings.ts";
import type { Network } from "../target/descriptor.ts";
import { PROJECTION_TIMEOUT } from "../runner/until-visible.ts";
import type { Env } from "./env.ts";
import { readNetwork } from "./network-settings.ts";
import type { Problems } from "./problems.ts";
import * as read from "./setting-values.ts";

/** The user whose metadata a live run reads. */
export interface SubjectSettings {
  readonly access: Access;
  readonly key: string;
  /** Standard base64. */
  readonly value?: string;
  readonly otherToken?: string;
}

/** What a live run is given: a user who is there, or an administrator who makes users for the run. */
export interface LiveSettings {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly subject?: SubjectSettings;
  readonly admin?: Access;
  readonly tokenSettings: TokenSettings;
  /** Without a leading v. */
  readonly version?: string;
  /** PEM certificates. */
  readonly ca?: string;
  readonly network: Network;
  /** Milliseconds that a change may take to show. */
  readonly projectionTimeout: number;
  /** Folder of the journals. */
  readonly journal: string;
}

/** What an access token must hold to be accepted by the Auth API (ZITADEL, "Reserved Scopes"). */
const SCOPE = "openid urn:zitadel:iam:org:project:id:zitadel:aud";
/** A baseline asks about 2,400 times, within the hour that tokens live. */
const LEAST_RATE = 1;
/** Beside the results, which runs empty. */
const JOURNAL = ".provisioned";

/** Settings that describe the user under test, and mean nothing where the run makes its own. */
const OWN_USER = ["ZITADEL_METADATA_KEY", "ZITADEL_METADATA_VALUE", "ZITADEL_OTHER_TOKEN"];

/** Settings that mean something to a live run only, in the order in which `.env.example` has them. */
export const LIVE_NAMES: readonly string[] = [
  "ZITADEL_BASE_URL",
  ...allNames(SUBJECT_NAMES),
  ...OWN_USER,
  ...allNames(ADMIN_NAMES),
  "ZITADEL_ISSUER",
  "ZITADEL_SCOPE",
  "ZITADEL_VERSION",
  "ZITADEL_CA",
  "ZITADEL_CLIENT_CERT",
  "ZITADEL_CLIENT_KEY",
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
  const users = readUsers(env, problems);
  const issuer = read.baseUrl("ZITADEL_ISSUER", env, problems);
  const version = read.version("ZITADEL_VERSION", env, problems);
  const ca = read.certificates("ZITADEL_CA", env, problems);
  const network = readNetwork(baseUrl, env, problems);
  if (users.admin !== undefined && (network.maxPerSecond ?? Infinity) < LEAST_RATE) {
    problems.add(
      "MAX_REQUESTS_PER_SECOND",
      `MAX_REQUESTS_PER_SECOND is too low for a run with an administrator, whose users' tokens end within the hour: set it to ${String(LEAST_RATE)} or more, or give a user in ZITADEL_TOKEN`,
    );
  }
  const policy = read.whole("PROJECTION_TIMEOUT_MS", env, problems, 1, 600_000) ?? PROJECTION_TIMEOUT;
  if (baseUrl === undefined) return undefined;
  return {
    baseUrl,
    ...users,
    tokenSettings: { issuer: issuer ?? new URL(baseUrl).origin, scope: env["ZITADEL_SCOPE"] ?? SCOPE },
    ...(version === undefined ? {} : { version }),
    ...(ca === undefined ? {} : { ca }),
    network,
    projectionTimeout: policy,
    journal: env["PROVISIONING_JOURNAL"] ?? JOURNAL,
  };
}

/** One of the two ways to a user: one that is there, or an administrator who makes some. */
function readUsers(env: Env, problems: Problems): Pick<LiveSettings, "subject" | "admin"> {
  const [subject] = givenNames(SUBJECT_NAMES, env);
  const [admin] = givenNames(ADMIN_NAMES, env);
  if (subject === undefined && admin === undefined) {
    problems.add(
      "ZITADEL_TOKEN",
      "A live run needs ZITADEL_TOKEN or ZITADEL_ADMIN_TOKEN: set the first to an access token of the user whose metadata is read, or the second to one of an administrator, who makes users for the run",
    );
    return {};
  }
  if (admin === undefined) return readSubject(env, problems);
  for (const name of [...givenNames(SUBJECT_NAMES, env), ...OWN_USER.filter((each) => env[each] !== undefined)]) {
    problems.add(name, `${name} is set beside ${admin}, with which the run makes users of its own: unset one of them`);
  }
  const access = readAccess(ADMIN_NAMES, env, problems);
  return access === undefined ? {} : { admin: access };
}

function readSubject(env: Env, problems: Problems): Pick<LiveSettings, "subject"> {
  const access = readAccess(SUBJECT_NAMES, env, problems);
  const otherToken = read.token("ZITADEL_OTHER_TOKEN", env, problems);
  if (otherToken !== undefined && access?.kind === "token" && otherToken === access.token) {
    problems.add(
      "ZITADEL_OTHER_TOKEN",
      "ZITADEL_OTHER_TOKEN is the same as ZITADEL_TOKEN: set it to the token of another user, or unset it",
    );
  }
  const key = read.key("ZITADEL_METADATA_KEY", env, problems) ?? "key1";
  const value = read.base64("ZITADEL_METADATA_VALUE", env, problems);
  if (access === undefined) return {};
  return {
    subject: {
      access,
      key,
      ...(value === undefined ? {} : { value }),
      ...(otherToken === undefined ? {} : { otherToken }),
    },
  };
}
