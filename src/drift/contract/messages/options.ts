import { getExtension, hasExtension, isMessage, toJson, type FileRegistry } from "@bufbuild/protobuf";
import type { FieldOptions, MethodOptions } from "@bufbuild/protobuf/wkt";
import { isJsonObject, own, readString, type JsonObject } from "../../../contract/json-object.ts";

/** The verbs of an HttpRule, as its members are named. */
const VERBS = ["get", "put", "post", "delete", "patch"];

/**
 * Bindings of an RPC to HTTP (google/api/annotations.proto), each as `GET /path`, with the part of the body that it
 * binds.
 */
export function httpBindings(options: MethodOptions | undefined, registry: FileRegistry): readonly string[] {
  const rule = optionOf(options, "google.api.http", registry);
  if (rule === undefined) return [];
  const additional = own(rule, "additionalBindings");
  return [rule, ...(Array.isArray(additional) ? additional.filter(isJsonObject) : [])].map(bindingText).sort();
}

/** What the vendor's servers require of the caller before they run the RPC. */
export function permissionOf(options: MethodOptions | undefined, registry: FileRegistry): string | undefined {
  const option = optionOf(options, "zitadel.v1.auth_option", registry);
  if (option === undefined) return undefined;
  const permission = readString(own(option, "permission"));
  const field = readString(own(option, "checkFieldName"));
  return field === undefined ? permission : `${permission ?? ""} on ${field}`;
}

/** The validation rules of a field. */
export function validationOf(options: FieldOptions | undefined, registry: FileRegistry): readonly string[] {
  return flat(optionOf(options, "validate.rules", registry) ?? {}).sort();
}

/** An option that is a message, as JSON; undefined when it is not set or its definition is missing. */
function optionOf(
  options: MethodOptions | FieldOptions | undefined,
  name: string,
  registry: FileRegistry,
): JsonObject | undefined {
  const extension = registry.getExtension(name);
  if (options === undefined || extension?.message === undefined) return undefined;
  if (extension.extendee.typeName !== options.$typeName || !hasExtension(options, extension)) return undefined;
  const value: unknown = getExtension(options, extension);
  const json: unknown = isMessage(value, extension.message)
    ? toJson(extension.message, value, { registry })
    : undefined;
  return isJsonObject(json) ? json : undefined;
}

function bindingText(rule: JsonObject): string {
  const custom = own(rule, "custom");
  const verb = VERBS.find((name) => own(rule, name) !== undefined);
  const [kind, path] =
    verb === undefined && isJsonObject(custom)
      ? [own(custom, "kind"), own(custom, "path")]
      : [verb, own(rule, verb ?? "")];
  const parts = ["body", "responseBody"].flatMap((name) => {
    const value = readString(own(rule, name));
    return value === undefined ? [] : [`${name}=${value}`];
  });
  return [(readString(kind) ?? "").toUpperCase(), readString(path) ?? "", ...parts].join(" ").trim();
}

/** Every leaf with its path: `string.maxLen 200`. */
function flat(object: JsonObject, path = ""): string[] {
  return Object.entries(object).flatMap(([name, value]) =>
    isJsonObject(value)
      ? flat(value, `${path}${name}.`)
      : [`${path}${name} ${JSON.stringify(value).replaceAll('"', "")}`],
  );
}
