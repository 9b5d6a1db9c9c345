import { PROJECTION_TIMEOUT } from "../runner/until-visible.ts";
import {
  ADDRESS,
  ENVIRONMENT_NAME,
  FILE,
  FLAG,
  FOLDER,
  METADATA_KEY,
  METADATA_VALUE,
  oneOf,
  RATE,
  RELEASE,
  text,
  TOKEN,
  whole,
  type Kind,
} from "./kinds.ts";
import type { Setting } from "./setting.ts";

/**
 * Every setting of the suite, in the order of the documentation. A new setting is one row here, then `npm run docs`.
 */
export const SETTINGS = {
  TARGET: {
    group: "target",
    kind: oneOf(["reference", "prism", "recording", "live"]),
    unset: "`live` with ZITADEL_BASE_URL, `recording` with RECORDING, `reference` with neither",
    meaning: "What to test. Needed only when the other settings leave it open.",
    use: "every target",
    commands: "all",
  },
  ENVIRONMENT: {
    group: "target",
    kind: ENVIRONMENT_NAME,
    unset: "only `.env` is read",
    meaning: "Reads `.env.<name>` before `.env`. Reports show the name. Set it in the environment, not in a file.",
    use: "every target",
    commands: "all",
    outsideFiles: true,
  },
  ZITADEL_BASE_URL: {
    group: "instance",
    kind: ADDRESS,
    meaning: "Address of the instance, with or without a path. Its host must be the instance's own domain.",
    use: "live",
    commands: "all",
  },
  ZITADEL_VERSION: {
    group: "instance",
    kind: RELEASE,
    unset: "every known deviation applies",
    meaning: "Release of the instance. Reports show it, and it decides which known deviations apply.",
    use: "live",
    commands: "all but cleanup",
  },
  ZITADEL_ADMIN_TOKEN: {
    group: "administrator",
    kind: TOKEN,
    meaning: "Personal access token of the administrator.",
    use: "live",
    commands: "all",
  },
  ZITADEL_ADMIN_KEY_FILE: {
    group: "administrator",
    kind: FILE,
    meaning: "Key file of the administrator's service account, in place of the token.",
    use: "live",
    commands: "all",
  },
  ZITADEL_ADMIN_CLIENT_ID: {
    group: "administrator",
    kind: text("text"),
    meaning: "Client credentials of the administrator, in place of the token: the id.",
    use: "live",
    commands: "all",
  },
  ZITADEL_ADMIN_CLIENT_SECRET: {
    group: "administrator",
    kind: text("text"),
    meaning: "Client credentials of the administrator, in place of the token: the secret.",
    use: "live",
    commands: "all",
  },
  ZITADEL_TOKEN: {
    group: "user",
    kind: TOKEN,
    meaning:
      "Access token of the user: a personal access token, or one whose scope held `urn:zitadel:iam:org:project:id:zitadel:aud`.",
    use: "live",
    commands: "all but cleanup",
  },
  ZITADEL_KEY_FILE: {
    group: "user",
    kind: FILE,
    meaning: "Key file of the user's service account, in place of the token.",
    use: "live",
    commands: "all but cleanup",
  },
  ZITADEL_CLIENT_ID: {
    group: "user",
    kind: text("text"),
    meaning: "Client credentials of the user, in place of the token: the id.",
    use: "live",
    commands: "all but cleanup",
  },
  ZITADEL_CLIENT_SECRET: {
    group: "user",
    kind: text("text"),
    meaning: "Client credentials of the user, in place of the token: the secret.",
    use: "live",
    commands: "all but cleanup",
  },
  ZITADEL_METADATA_KEY: {
    group: "user",
    kind: METADATA_KEY,
    default: "key1",
    meaning: "A metadata key that the user has.",
    use: "live",
    commands: "all but cleanup",
  },
  ZITADEL_METADATA_VALUE: {
    group: "user",
    kind: METADATA_VALUE,
    unset: "the value is not compared",
    meaning: "The value stored under that key. Answers are then compared with it byte for byte.",
    use: "live",
    commands: "all but cleanup",
  },
  ZITADEL_OTHER_TOKEN: {
    group: "user",
    kind: TOKEN,
    unset: "these cases are skipped",
    meaning: "Token of another user of the same instance, to check that users do not see each other's metadata.",
    use: "live",
    commands: "all but cleanup",
  },
  ZITADEL_ISSUER: {
    group: "tokens",
    kind: ADDRESS,
    unset: "the origin of ZITADEL_BASE_URL",
    meaning: "Issuer of tokens.",
    use: "live, except with ZITADEL_TOKEN",
    commands: "all",
  },
  ZITADEL_SCOPE: {
    group: "tokens",
    kind: text("scopes with spaces between"),
    // The Auth API accepts only access tokens with this scope (ZITADEL, "Reserved Scopes").
    default: "openid urn:zitadel:iam:org:project:id:zitadel:aud",
    meaning: "Scopes to request with each token.",
    use: "live, except with ZITADEL_TOKEN",
    commands: "all",
  },
  PROJECTION_TIMEOUT_MS: {
    group: "tokens",
    kind: whole(1, 600_000),
    default: String(PROJECTION_TIMEOUT),
    meaning: "Milliseconds until a change must be visible: the projections of a real server lag behind.",
    use: "live, except with ZITADEL_TOKEN",
    commands: "all",
  },
  PROVISIONING_JOURNAL: {
    group: "tokens",
    kind: FOLDER,
    // Not in the results folder, which every run empties.
    default: ".provisioned",
    meaning: "Where runs list the users that they create, for `npm run cleanup`.",
    use: "live, with an administrator",
    commands: "all",
  },
  KEEP_USERS: {
    group: "tokens",
    kind: FLAG,
    default: "0",
    meaning:
      "With `1`, the users of the run stay until `npm run cleanup`, and a file beside the journal names their tokens for the commands that failures print.",
    use: "live, with an administrator",
    commands: "all but cleanup",
  },
  ZITADEL_CA: {
    group: "network",
    kind: FILE,
    unset: "only those of Node.js",
    meaning: "Certificates in PEM to trust in addition to those of Node.js.",
    use: "live",
    commands: "all",
  },
  ZITADEL_CLIENT_CERT: {
    group: "network",
    kind: FILE,
    meaning: "Client certificate in PEM, for an instance that demands one.",
    use: "live",
    commands: "all",
  },
  ZITADEL_CLIENT_KEY: {
    group: "network",
    kind: FILE,
    meaning: "Private key of that certificate in PEM, without a passphrase.",
    use: "live",
    commands: "all",
  },
  HTTPS_PROXY: {
    group: "network",
    kind: text("address, with or without credentials"),
    unset: "no proxy",
    meaning:
      "Forward proxy for an https instance, such as `http://user:password@proxy.example:3128`. `https_proxy` works too.",
    use: "live",
    commands: "all",
    shared: true,
  },
  HTTP_PROXY: {
    group: "network",
    kind: text("address, with or without credentials"),
    unset: "no proxy",
    meaning: "Forward proxy for an http instance. `http_proxy` works too.",
    use: "live",
    commands: "all",
    shared: true,
  },
  NO_PROXY: {
    group: "network",
    kind: text("`*`, or hosts, domains, addresses and ranges with commas between"),
    unset: "only this machine is reached directly",
    meaning: "What to reach without the proxy, in Go's syntax. `no_proxy` works too.",
    use: "live",
    commands: "all",
    shared: true,
  },
  MAX_REQUESTS_PER_SECOND: {
    group: "network",
    kind: RATE,
    unset: "no limit",
    meaning: "Most requests per second. A run with an administrator needs 1 or more.",
    use: "live",
    commands: "all",
  },
  RETRY_AFTER_LIMIT_MS: {
    group: "network",
    kind: whole(0, 3_600_000),
    default: "30000",
    meaning: "Milliseconds that one request may wait in total when the instance answers 429, or 503 with Retry-After.",
    use: "live",
    commands: "all",
  },
  RECORDING: {
    group: "embedded",
    kind: FILE,
    meaning: "Recording of a real release to test, such as `fixtures/recordings/zitadel-v4.0.0.json`.",
    use: "recording",
    commands: "all but cleanup",
  },
  REFERENCE_PORT: {
    group: "embedded",
    kind: whole(0, 65_535),
    unset: "a free port",
    meaning: "Port of the embedded reference server.",
    use: "reference",
    commands: "all but cleanup",
  },
  KNOWN_DEVIATIONS: {
    group: "run",
    kind: FILE,
    unset: "`fixtures/known-deviations.json`",
    meaning: "List of known deviations.",
    use: "every target",
    commands: "conformance and explore",
  },
  REQUEST_TIMEOUT_MS: {
    group: "run",
    kind: whole(1, 600_000),
    default: "10000",
    meaning: "Time limit of one request in milliseconds.",
    use: "every target",
    commands: "all",
  },
  STRICT: {
    group: "run",
    kind: FLAG,
    default: "0",
    meaning: "With `1`, a deviation from a SHOULD also fails the run.",
    use: "every target",
    commands: "conformance and explore",
  },
  CONFORMANCE_CONFIG: {
    group: "run",
    kind: FILE,
    unset: "`conformance.config.mjs`, where there is one",
    meaning: "Module with requirements and cases of your own. Set it in the environment, not in a file.",
    use: "every target",
    commands: "all but cleanup and explore",
    outsideFiles: true,
  },
  SAVED_CASES: {
    group: "run",
    kind: FOLDER,
    unset: "`saved-cases`, where there is one",
    meaning:
      "Folder of the cases that `npm run explore -- --save` keeps, and every run runs. Set it in the environment, not in a file.",
    use: "every target",
    commands: "all but cleanup",
    outsideFiles: true,
  },
  EXPLORE_SEED: {
    group: "run",
    kind: whole(0, 2_147_483_647),
    unset: "drawn for each run, and printed",
    meaning: "What an exploration generates: the same seed repeats the same requests.",
    use: "every target",
    commands: "explore",
  },
  EXPLORE_SECONDS: {
    group: "run",
    kind: whole(1, 86_400),
    default: "30",
    meaning: "Seconds after which an exploration ends.",
    use: "every target",
    commands: "explore",
  },
  EXPLORE_COUNT: {
    group: "run",
    kind: whole(1, 1_000_000_000),
    unset: "as many as the time allows",
    meaning: "Generated cases after which an exploration ends.",
    use: "every target",
    commands: "explore",
  },
  CONFORMANCE_OUT: {
    group: "run",
    kind: FILE,
    unset: "`results/conformance.json`, or `results/shard-N.json` with `--shard N/M`",
    meaning:
      "Path of the conformance statement. The same for people, as `.md`, `.html` and `.svg`, is written beside it.",
    use: "every target",
    commands: "conformance",
  },
  CONFORMANCE_JUNIT: {
    group: "run",
    kind: FILE,
    unset: "none is written",
    meaning: "Path of the results as JUnit XML, for a CI server to show.",
    use: "every target",
    commands: "conformance",
  },
  ALLURE_RESULTS_DIR: {
    group: "run",
    kind: FOLDER,
    unset: "`allure-results`",
    meaning: "Folder of the Allure results.",
    use: "every target",
    commands: "conformance",
  },
} as const satisfies Record<string, Setting>;

/** Name of a setting in the environment. */
export type SettingName = keyof typeof SETTINGS;

/** A setting of the table with its name. */
export interface NamedSetting extends Setting {
  readonly name: SettingName;
}

/** The rows of the table. */
export const ROWS: readonly NamedSetting[] = Object.entries(SETTINGS).map(([name, setting]) => ({
  name: name as SettingName,
  ...setting,
}));

/** The settings with the vendor's name: all of them describe a live instance. */
export const ZITADEL_NAMES: readonly SettingName[] = ROWS.map(({ name }) => name).filter((name) =>
  name.startsWith("ZITADEL_"),
);

type ValueOf<Row> = Row extends { readonly kind: Kind<infer T> }
  ? Row extends { readonly default: string }
    ? T
    : T | undefined
  : never;

/** Every setting's value, or its default, or undefined. */
export type Values = { readonly [Name in SettingName]: ValueOf<(typeof SETTINGS)[Name]> };
