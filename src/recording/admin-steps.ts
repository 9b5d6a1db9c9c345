import { OPERATION } from "../contract/operation.ts";

/**
 * One request of the management recording. In path and content `<user>`, `<token>` and `<name>` stand for what the
 * recording created, `<+60>` for the server's time in a minute, and `{{…}}` for a secret; the file keeps the
 * placeholder.
 */
export interface AdminStep {
  /** Stable: tests look answers up by it. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  /** Placeholder of the token to send; absent for none. */
  readonly as?: string;
  readonly json?: string;
  readonly form?: string;
  /** Suffix of the name of the user that the request creates, unless it is refused. */
  readonly makes?: string;
  /** Members of the answer that later requests need, each with its name in angle brackets. */
  readonly keeps?: Readonly<Record<string, string>>;
  /** Members of the answer that are secret, each with its placeholder. */
  readonly learns?: Readonly<Record<string, string>>;
  /**
   * The answer once an earlier change is visible: the request is repeated until then, or until the time limit for
   * changes.
   */
  readonly shows?: { readonly status: number; readonly text?: RegExp };
}

const USERS = "/management/v1/users";
const USER = `${USERS}/<user>`;
const ME: string = OPERATION.userPath;
const KEY1 = `${OPERATION.pathPrefix}/key1`;
const DAY = "<+86400>";
const SHORT = "<+3>";
const AUDIENCE = "scope=openid+urn%3Azitadel%3Aiam%3Aorg%3Aproject%3Aid%3Azitadel%3Aaud";
const CLIENT = "grant_type=client_credentials&client_id=<name>";

const ok = { status: 200 } as const;
const refused = { status: 401 } as const;

type Rest = Omit<AdminStep, "id" | "method" | "path">;

/** Sent by the administrator. */
function manage(id: string, method: AdminStep["method"], path: string, json?: string, rest: Rest = {}): AdminStep {
  return { id, method, path, as: "token:admin", ...(json === undefined ? {} : { json }), ...rest };
}

/** Sent by a user about itself. */
function read(id: string, as: string, shows: AdminStep["shows"], path = ME): AdminStep {
  return { id, method: "GET", path, as, ...(shows === undefined ? {} : { shows }) };
}

function grant(id: string, form: string, rest: Rest): AdminStep {
  return { id, method: "POST", path: "/oauth/v2/token", form, ...rest };
}

function setMetadata(name: string, key: string, value: string, user = "<user>"): AdminStep {
  return manage(`set-metadata${name}`, "POST", `${USERS}/${user}/metadata/${key}`, `{"value":"${value}"}`);
}

function token(placeholder: string): Rest["learns"] {
  return { access_token: placeholder };
}

const MAKING: readonly AdminStep[] = [
  manage("me", "GET", ME),
  manage(
    "create-machine-user",
    "POST",
    `${USERS}/machine`,
    `{"userName":"<name>","name":"Provisioned","description":"throwaway"}`,
    { makes: "", keeps: { userId: "user" } },
  ),
  manage("create-machine-user-again", "POST", `${USERS}/machine`, `{"userName":"<name>","name":"Provisioned"}`),
  manage("create-machine-user-no-name", "POST", `${USERS}/machine`, `{"userName":"<name>-x"}`, { makes: "-x" }),
  {
    id: "create-without-token",
    method: "POST",
    path: `${USERS}/machine`,
    json: `{"userName":"<name>-y","name":"y"}`,
    makes: "-y",
  },
  manage("create-pat", "POST", `${USER}/pats`, `{"expirationDate":"${DAY}"}`, {
    keeps: { tokenId: "token" },
    learns: { token: "token:subject" },
  }),
  manage("create-pat-short", "POST", `${USER}/pats`, `{"expirationDate":"${SHORT}"}`, {
    learns: { token: "token:short" },
    shows: ok,
  }),
  manage("create-pat-in-past", "POST", `${USER}/pats`, `{"expirationDate":"<-1>"}`),
  {
    id: "create-as-plain-user",
    method: "POST",
    path: `${USERS}/machine`,
    as: "token:subject",
    json: `{"userName":"<name>-z","name":"z"}`,
    makes: "-z",
    shows: { status: 404 },
  },
];

const METADATA: readonly AdminStep[] = [
  setMetadata("", "key1", "b25l"),
  setMetadata("-same", "key1", "b25l"),
  setMetadata("-other", "key1", "dHdv"),
  setMetadata("-empty", "key2", ""),
  setMetadata("-bad-base64", "key3", "%%%"),
  setMetadata("-long-key", "k".repeat(OPERATION.maxKeyLength + 1), "b25l"),
  setMetadata("-unknown-user", "key1", "b25l", "1"),
  manage(
    "bulk-set-metadata",
    "POST",
    `${USER}/metadata/_bulk`,
    `{"metadata":[{"key":"a/b","value":"b25l"},{"key":"ünï","value":"b25l"}]}`,
  ),
  manage("list-metadata", "POST", `${USER}/metadata/_search`, "{}", {
    shows: { status: 200, text: /"totalResult": ?"3"/ },
  }),
  manage("get-metadata", "GET", `${USER}/metadata/key1`, undefined, { shows: { status: 200, text: /"dHdv"/ } }),
  read("read-own", "token:subject", { status: 200, text: /"dHdv"/ }, KEY1),
  manage("delete-metadata", "DELETE", `${USER}/metadata/key1`),
  manage("delete-metadata-again", "DELETE", `${USER}/metadata/key1`),
  // Sent without content, as in the first recordings, which show how an empty list is refused.
  manage("bulk-delete-metadata", "DELETE", `${USER}/metadata/_bulk`),
  read("read-deleted", "token:subject", { status: 404 }, KEY1),
];

const GRANTS: readonly AdminStep[] = [
  manage("generate-secret", "PUT", `${USER}/secret`, "{}", { learns: { clientSecret: "client-secret" } }),
  grant("client-credentials", `${CLIENT}&client_secret={{client-secret}}&${AUDIENCE}`, {
    learns: { ...token("token:client-credentials"), id_token: "id-token" },
    shows: ok,
  }),
  grant("client-credentials-wrong", `${CLIENT}&client_secret=wrong&scope=openid`, {}),
  read("read-with-client-credentials", "token:client-credentials", ok),
  grant("client-credentials-without-audience", `${CLIENT}&client_secret={{client-secret}}&scope=openid`, {
    learns: { ...token("token:no-audience"), id_token: "id-token-2" },
  }),
  read("read-without-audience", "token:no-audience", undefined),
  manage("create-key", "POST", `${USER}/keys`, `{"type":"KEY_TYPE_JSON","expirationDate":"${DAY}"}`, {
    learns: { keyDetails: "key-file-base64" },
  }),
  grant(
    "jwt-profile",
    `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={{assertion}}&${AUDIENCE}`,
    { learns: { ...token("token:jwt-profile"), id_token: "id-token-3" }, shows: ok },
  ),
  read("read-with-jwt-profile", "token:jwt-profile", ok),
];

const TAKING_AWAY: readonly AdminStep[] = [
  read("read-with-expired-pat", "token:short", refused),
  manage("remove-pat", "DELETE", `${USER}/pats/<token>`),
  read("read-with-removed-pat", "token:subject", refused),
  manage("deactivate", "POST", `${USER}/_deactivate`, "{}"),
  manage("deactivate-again", "POST", `${USER}/_deactivate`, "{}"),
  read("read-when-deactivated", "token:jwt-profile", refused),
  manage("reactivate", "POST", `${USER}/_reactivate`, "{}"),
  manage("remove-user", "DELETE", USER),
  manage("remove-user-again", "DELETE", USER),
  read("read-when-removed", "token:jwt-profile", refused),
  manage(
    "search-users",
    "POST",
    `${USERS}/_search`,
    `{"queries":[{"userNameQuery":{"userName":"<name>","method":"TEXT_QUERY_METHOD_STARTS_WITH"}}]}`,
    { shows: { status: 200, text: /^(?!.*"result")/s } },
  ),
  { id: "discovery", method: "GET", path: "/.well-known/openid-configuration" },
];

/** The requests to the management API and the token endpoint, in recording order. */
export const ADMIN_STEPS: readonly AdminStep[] = [...MAKING, ...METADATA, ...GRANTS, ...TAKING_AWAY];
