import { ProtoPackageError } from "../../../errors.ts";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { isJsonObject, own, readString, type JsonObject } from "../../../contract/json-object.ts";

/** The vendor's package of descriptors. */
export const PROTO_PACKAGE = "@zitadel/proto";

/** A folder with some version of the vendor's package. */
export interface PackageFolder {
  readonly folder: string;
  readonly manifest: JsonObject;
  readonly version: string;
}

/**
 * Finds the vendor's package at a place: its own folder, a folder in which it is installed, or the name under which it
 * is installed beside this suite. Throws a ProtoPackageError that names the command-line option.
 */
export function findPackage(place: string, option: string): PackageFolder {
  const folder = candidates(place).find((each) => existsSync(join(each, "package.json")));
  if (folder === undefined) throw new ProtoPackageError(option, place, `where no package ${PROTO_PACKAGE} is`);
  const manifest = readManifest(join(folder, "package.json"));
  if (manifest === undefined) throw new ProtoPackageError(option, place, "whose package.json cannot be read");
  const name = readString(own(manifest, "name"));
  if (name !== PROTO_PACKAGE) throw new ProtoPackageError(option, place, `which is not the package ${PROTO_PACKAGE}`);
  return { folder, manifest, version: readString(own(manifest, "version")) ?? "unknown" };
}

/** The folder of an installation has its own package.json, so look for the package inside it first. */
function candidates(place: string): readonly string[] {
  if (place === "") return [];
  const folder = resolve(place);
  const beside = createRequire(import.meta.url).resolve.paths(place) ?? [];
  return [join(folder, "node_modules", PROTO_PACKAGE), folder, ...beside.map((modules) => join(modules, place))];
}

function readManifest(path: string): JsonObject | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isJsonObject(manifest) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** The file of a module such as `./zitadel/auth_pb.js`, as the package exports it for import (Node.js, "Subpath patterns"). */
export function moduleFile({ folder, manifest }: PackageFolder, module: string): string | undefined {
  const exported = own(manifest, "exports");
  const [, directory = "", name = ""] = /^(\.\/\w+\/)(.+)\.js$/.exec(module) ?? [];
  const entry = isJsonObject(exported) ? own(exported, `${directory}*.js`) : undefined;
  const pattern = isJsonObject(entry) ? readString(own(entry, "import")) : undefined;
  if (pattern === undefined) return undefined;
  const file = join(folder, pattern.replaceAll("*", name));
  return existsSync(file) ? file : undefined;
}
