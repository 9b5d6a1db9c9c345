import { readFileSync } from "node:fs";
import type { Access } from "../target/access.ts";
import { parseKeyFile } from "../auth/key-file.ts";
import type { Env } from "./env.ts";
import type { Problems } from "./problems.ts";
import * as read from "./setting-values.ts";

/** The settings that say who somebody is: of these, one kind may be given. */
export interface AccessNames {
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly keyFile: string;
}

/** Of the user whose metadata is read. */
export const SUBJECT_NAMES = accessNames("ZITADEL_");
/** Of an administrator, who prepares the run. */
export const ADMIN_NAMES = accessNames("ZITADEL_ADMIN_");

function accessNames(prefix: string): AccessNames {
  return {
    token: `${prefix}TOKEN`,
    clientId: `${prefix}CLIENT_ID`,
    clientSecret: `${prefix}CLIENT_SECRET`,
    keyFile: `${prefix}KEY_FILE`,
  };
}

/** All of the names, in the order in which `.env.example` has them. */
export function allNames({ token, keyFile, clientId, clientSecret }: AccessNames): readonly string[] {
  return [token, keyFile, clientId, clientSecret];
}

/** The names of those settings that are given. */
export function givenNames(names: AccessNames, env: Env): readonly string[] {
  return allNames(names).filter((name) => env[name] !== undefined);
}

/** Reads the one kind of credentials that is given; undefined when there is none, or none that can be used. */
export function readAccess(names: AccessNames, env: Env, problems: Problems): Access | undefined {
  const given = givenNames(names, env);
  const [first] = given;
  if (first === undefined) return undefined;
  const isClient = first === names.clientId || first === names.clientSecret;
  const belongs = isClient ? [names.clientId, names.clientSecret] : [first];
  const other = given.find((name) => !belongs.includes(name));
  if (other !== undefined) {
    problems.add(other, `${first} and ${other} are both set, and one kind of credentials is enough: unset one of them`);
    return undefined;
  }
  if (isClient) return readClient(names, env, problems);
  return first === names.token ? readToken(first, env, problems) : readKeyFile(first, env, problems);
}

function readToken(name: string, env: Env, problems: Problems): Access | undefined {
  const token = read.token(name, env, problems);
  return token === undefined ? undefined : { kind: "token", token };
}

function readClient({ clientId, clientSecret }: AccessNames, env: Env, problems: Problems): Access | undefined {
  const [id, secret] = [env[clientId], env[clientSecret]];
  if (id !== undefined && secret !== undefined) return { kind: "client", id, secret };
  const [present, absent] = id === undefined ? [clientSecret, clientId] : [clientId, clientSecret];
  problems.add(
    absent,
    `${present} is set without ${absent}: set both, as the service account's client credentials have them`,
  );
  return undefined;
}

function readKeyFile(name: string, env: Env, problems: Problems): Access | undefined {
  const path = env[name] ?? "";
  const file = parseFile(path);
  if (typeof file !== "string") return { kind: "key", file };
  problems.add(name, `${name} names ${path}, which ${file}: set it to the path of the key file that ZITADEL gave out`);
  return undefined;
}

function parseFile(path: string): ReturnType<typeof parseKeyFile> {
  try {
    return parseKeyFile(readFileSync(path, "utf8"));
  } catch {
    return "cannot be read";
  }
}
