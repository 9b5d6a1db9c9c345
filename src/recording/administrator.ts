import { isJsonObject, type JsonObject } from "../contract/json-object.ts";
import { BlockedError } from "../errors.ts";
import type { WireResponse } from "../protocol/exchange.ts";
import { jsonObjectOf } from "../protocol/json/response.ts";

/** Name of the administrator in every recording. */
const NAME = "boss";

/**
 * The body of an administrator's own record, without names of the account that recorded the release. Throws a
 * BlockedError when the administrator is a person: a recording must not hold anyone's name or address.
 */
export function whoeverRecords(response: WireResponse): Uint8Array {
  const json = jsonObjectOf(response);
  const user = json?.["user"];
  if (!isJsonObject(user)) return response.body;
  if (!isJsonObject(user["machine"])) {
    throw new BlockedError(
      "The administrator is a person, whose names the recording would hold: give the token of a service user with the role ORG_USER_MANAGER in ZITADEL_ADMIN_TOKEN.",
    );
  }
  const renamed: JsonObject = {
    ...user,
    userName: NAME,
    loginNames: [NAME],
    preferredLoginName: NAME,
    machine: { ...withoutDescription(user["machine"]), name: NAME },
  };
  return Buffer.from(JSON.stringify({ ...json, user: renamed }));
}

function withoutDescription(machine: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(machine).filter(([name]) => name !== "description"));
}
