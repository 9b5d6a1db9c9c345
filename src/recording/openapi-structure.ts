import { isJsonObject, type JsonObject } from "../contract/json-object.ts";
import { OPERATION } from "../contract/operation.ts";

/** Members that hold the vendor's prose or the document's origin. Of extensions only permissions are kept. */
const LEFT_OUT = /^(info|host|tags|title|summary|description|externalDocs|examples?|x-(?!.*permission).*)$/i;
/** Members whose keys are free names: there `title` is a property, not prose. */
const NAMING =
  /^(paths|definitions|properties|patternProperties|responses|parameters|headers|schemas|securityDefinitions|securitySchemes|scopes|callbacks)$/;
/** Paths kept besides the operation's own: its neighbours, and one deprecated operation. */
const KEPT = [/\/users\/me\/metadata\/\{[^}]+\}$/, /\/users\/me\/metadata\/_search$/, /\/permissions\/me\/_search$/];

/**
 * Reduces a published OpenAPI document to the structure of the operation, its neighbours and what they refer to. The
 * vendor's prose is not copied.
 */
export function openApiStructure(document: JsonObject): JsonObject {
  const whole = structure(document, false) as JsonObject;
  const paths = membersOf(whole["paths"]).filter(([path, item]) => isKept(path, item));
  const referred = new Set<string>();
  const slim = { ...whole, paths: Object.fromEntries(paths) };
  collect(slim.paths, whole, referred);
  return onlyReferred(slim, referred);
}

function isKept(path: string, item: unknown): boolean {
  return (
    KEPT.some((kept) => kept.test(path)) || JSON.stringify(item).includes(`"operationId":"${OPERATION.operationId}"`)
  );
}

function structure(value: unknown, isNaming: boolean, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => structure(item, false));
  if (!isJsonObject(value)) return value;
  const members = membersOf(value).filter(([member]) => isNaming || !LEFT_OUT.test(member));
  return Object.fromEntries(
    members.map(([member, inner]) => [
      member,
      // The value of a scope is its description.
      name === "scopes" && typeof inner === "string"
        ? member
        : structure(inner, !isNaming && NAMING.test(member), member),
    ]),
  );
}

/** Collects every schema that is referred to, directly or through another one. */
function collect(value: unknown, document: JsonObject, referred: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, document, referred);
    return;
  }
  if (!isJsonObject(value)) return;
  const reference = value["$ref"];
  if (typeof reference === "string" && !referred.has(reference)) {
    referred.add(reference);
    collect(found(document, reference), document, referred);
  }
  for (const inner of Object.values(value)) collect(inner, document, referred);
}

function found(document: JsonObject, reference: string): unknown {
  return reference
    .replace(/^#\//, "")
    .split("/")
    .reduce<unknown>((value, name) => (isJsonObject(value) ? value[name] : undefined), document);
}

/** Definitions of OpenAPI 2 and components of OpenAPI 3, without those that nothing refers to. */
function onlyReferred(document: JsonObject, referred: ReadonlySet<string>): JsonObject {
  const kept = (value: unknown, place: string): JsonObject =>
    Object.fromEntries(membersOf(value).filter(([name]) => referred.has(`#/${place}/${name}`)));
  const components = membersOf(document["components"]).map(([kind, value]) => [
    kind,
    kind === "securitySchemes" ? value : kept(value, `components/${kind}`),
  ]);
  return {
    ...document,
    ...(isJsonObject(document["definitions"]) ? { definitions: kept(document["definitions"], "definitions") } : {}),
    ...(isJsonObject(document["components"]) ? { components: Object.fromEntries(components) as JsonObject } : {}),
  };
}

function membersOf(value: unknown): [string, unknown][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}
