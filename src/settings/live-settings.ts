import type { Access, TokenSettings } from "../target/access.ts";
import type { Network } from "../target/descriptor.ts";
import { ADMIN_NAMES, givenNames, readAccess, SUBJECT_NAMES } from "./access-settings.ts";
import { readNetwork } from "./network-settings.ts";
import { readText } from "./read-text.ts";
import type { SettingName } from "./table.ts";
import type { Given } from "./values.ts";

/** The user whose metadata a live run reads. */
export interface SubjectSettings {
  readonly access: Access;
  readonly key: string;
  /** Standard base64. */
  readonly value?: string;
  readonly otherToken?: string;
}

/** What a live run needs: a user who exists, or an administrator who makes users for the run. */
export interface LiveSettings {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly subject?: SubjectSettings;
  readonly admin?: Access;
  readonly tokenSettings: TokenSettings;
  /** Without a leading v. */
  readonly version?: string;
  /** PEM certificates. */
  readonly ca?: string;
  readonly network: Network;
  /** Milliseconds until a change must be visible. */
  readonly projectionTimeout: number;
  /** Folder of the journals. */
  readonly journal: string;
  /** The users that the run makes stay until they are cleaned up. */
  readonly keepUsers: boolean;
}

/** A baseline sends about 2,400 requests, and tokens live for an hour. */
const LEAST_RATE = 1;

/** Settings that describe the user under test. They have no meaning where the run creates its own users. */
const OWN_USER = [
  "ZITADEL_METADATA_KEY",
  "ZITADEL_METADATA_VALUE",
  "ZITADEL_OTHER_TOKEN",
] as const satisfies SettingName[];

/** Reads what a live run needs; undefined when something essential is missing. */
export function readLive(given: Given): LiveSettings | undefined {
  const { env, values, problems } = given;
  const { ZITADEL_BASE_URL: baseUrl, ZITADEL_VERSION: version } = values;
  if (env["ZITADEL_BASE_URL"] === undefined) {
    problems.add(
      "ZITADEL_BASE_URL",
      "TARGET is live, and ZITADEL_BASE_URL is not set: set it to the instance's own address",
    );
  }
  if (env["NODE_DEBUG"] !== undefined) {
    problems.add("NODE_DEBUG", "NODE_DEBUG is set, and Node then prints the tokens of requests: unset it");
  }
  const users = readUsers(given);
  const ca = readCertificates(given);
  const network = readNetwork(baseUrl, given);
  if (users.admin !== undefined && (network.maxPerSecond ?? Infinity) < LEAST_RATE) {
    problems.add(
      "MAX_REQUESTS_PER_SECOND",
      `MAX_REQUESTS_PER_SECOND is too low for a run with an administrator, whose users' tokens end within the hour: set it to ${String(LEAST_RATE)} or more, or set ZITADEL_TOKEN in place of the administrator`,
    );
  }
  if (baseUrl === undefined) return undefined;
  return {
    baseUrl,
    ...users,
    tokenSettings: { issuer: values.ZITADEL_ISSUER ?? new URL(baseUrl).origin, scope: values.ZITADEL_SCOPE },
    ...(version === undefined ? {} : { version }),
    ...(ca === undefined ? {} : { ca }),
    network,
    projectionTimeout: values.PROJECTION_TIMEOUT_MS,
    journal: values.PROVISIONING_JOURNAL,
    keepUsers: values.KEEP_USERS,
  };
}

/** Reads one of two: a user who exists, or an administrator who creates users. */
function readUsers(given: Given): Pick<LiveSettings, "subject" | "admin"> {
  const { env, problems } = given;
  const [subject] = givenNames(SUBJECT_NAMES, env);
  const [admin] = givenNames(ADMIN_NAMES, env);
  if (subject === undefined && admin === undefined) {
    problems.add(
      "ZITADEL_TOKEN",
      "A live run needs ZITADEL_TOKEN or ZITADEL_ADMIN_TOKEN: set the first to an access token of the user whose metadata is read, or the second to one of an administrator, who creates users for the run",
    );
    return {};
  }
  if (admin === undefined) return readSubject(given);
  for (const name of [...givenNames(SUBJECT_NAMES, env), ...OWN_USER.filter((each) => env[each] !== undefined)]) {
    problems.add(
      name,
      `${name} and ${admin} are both set, but an administrator creates other users: unset one of them`,
    );
  }
  const access = readAccess(ADMIN_NAMES, given);
  return access === undefined ? {} : { admin: access };
}

function readSubject(given: Given): Pick<LiveSettings, "subject"> {
  const access = readAccess(SUBJECT_NAMES, given);
  const { ZITADEL_OTHER_TOKEN: otherToken, ZITADEL_METADATA_KEY: key, ZITADEL_METADATA_VALUE: value } = given.values;
  if (otherToken !== undefined && access?.kind === "token" && otherToken === access.token) {
    given.problems.add(
      "ZITADEL_OTHER_TOKEN",
      "ZITADEL_OTHER_TOKEN is the same as ZITADEL_TOKEN: set it to the token of another user, or unset it",
    );
  }
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

/** PEM certificates from the file that ZITADEL_CA names. */
function readCertificates({ values, problems }: Given): string | undefined {
  const path = values.ZITADEL_CA;
  if (path === undefined) return undefined;
  const pem = readText(path);
  if (pem?.includes("-----BEGIN CERTIFICATE-----") === true) return pem;
  const what = pem === undefined ? "cannot be read" : "holds no PEM certificate";
  problems.add(
    "ZITADEL_CA",
    `ZITADEL_CA names ${path}, which ${what}: set it to the path of the authority's certificate in PEM`,
  );
  return undefined;
}
