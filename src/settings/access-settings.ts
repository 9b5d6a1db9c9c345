import type { Access } from "../target/access.ts";
import { parseKeyFile } from "../auth/key-file.ts";
import type { Env } from "./env.ts";
import { readText } from "./read-text.ts";
import type { SettingName } from "./table.ts";
import type { Given } from "./values.ts";

/** The settings for one account's credentials: only one kind may be set. */
export interface AccessNames {
  readonly token: SettingName & `${string}_TOKEN`;
  readonly keyFile: SettingName & `${string}_KEY_FILE`;
  readonly clientId: SettingName & `${string}_CLIENT_ID`;
  readonly clientSecret: SettingName & `${string}_CLIENT_SECRET`;
}

/** For the user whose metadata the run reads. */
export const SUBJECT_NAMES: AccessNames = {
  token: "ZITADEL_TOKEN",
  keyFile: "ZITADEL_KEY_FILE",
  clientId: "ZITADEL_CLIENT_ID",
  clientSecret: "ZITADEL_CLIENT_SECRET",
};

/** For the administrator who prepares the run. */
export const ADMIN_NAMES: AccessNames = {
  token: "ZITADEL_ADMIN_TOKEN",
  keyFile: "ZITADEL_ADMIN_KEY_FILE",
  clientId: "ZITADEL_ADMIN_CLIENT_ID",
  clientSecret: "ZITADEL_ADMIN_CLIENT_SECRET",
};

/** The names of those settings that are set. */
export function givenNames({ token, keyFile, clientId, clientSecret }: AccessNames, env: Env): readonly SettingName[] {
  return [token, keyFile, clientId, clientSecret].filter((name) => env[name] !== undefined);
}

/** Reads the one kind of credentials that is set; undefined when there is none or it cannot be used. */
export function readAccess(names: AccessNames, given: Given): Access | undefined {
  const set = givenNames(names, given.env);
  const [first] = set;
  if (first === undefined) return undefined;
  const isClient = first === names.clientId || first === names.clientSecret;
  const belongs: readonly SettingName[] = isClient ? [names.clientId, names.clientSecret] : [first];
  const other = set.find((name) => !belongs.includes(name));
  if (other !== undefined) {
    given.problems.add(
      other,
      `${first} and ${other} are both set, and one kind of credentials is enough: unset one of them`,
    );
    return undefined;
  }
  if (isClient) return readClient(names, given);
  return first === names.token ? readToken(names, given) : readKeyFile(names, given);
}

function readToken({ token: name }: AccessNames, { values }: Given): Access | undefined {
  const token = values[name];
  return token === undefined ? undefined : { kind: "token", token };
}

function readClient({ clientId, clientSecret }: AccessNames, { values, problems }: Given): Access | undefined {
  const [id, secret] = [values[clientId], values[clientSecret]];
  if (id !== undefined && secret !== undefined) return { kind: "client", id, secret };
  const [present, absent] = id === undefined ? [clientSecret, clientId] : [clientId, clientSecret];
  problems.add(absent, `${present} is set without ${absent}: set both to the service account's client credentials`);
  return undefined;
}

function readKeyFile({ keyFile: name }: AccessNames, { values, problems }: Given): Access | undefined {
  const path = values[name];
  if (path === undefined) return undefined;
  const text = readText(path);
  const file = text === undefined ? "cannot be read" : parseKeyFile(text);
  if (typeof file !== "string") return { kind: "key", file };
  problems.add(name, `${name} names ${path}, which ${file}: set it to the path of a key file from ZITADEL`);
  return undefined;
}
