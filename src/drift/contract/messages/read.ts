import { ProtoPackageError } from "../../../errors.ts";
import { pathToFileURL } from "node:url";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  type FileDescriptorProto,
  type FileDescriptorSet,
} from "@bufbuild/protobuf/wkt";
import { isJsonObject, own } from "../../../contract/json-object.ts";
import { findPackage, moduleFile, PROTO_PACKAGE, type PackageFolder } from "./package-folder.ts";
import { reduceMessages } from "./reduce.ts";
import { OPERATION } from "../../../contract/operation.ts";
import type { MessageSnapshot } from "./snapshot.ts";

/** Modules of the package with the RPC and the message of errors. */
const SERVICE_MODULE = `./${OPERATION.protoModule}`;
const ERROR_MODULE = "./zitadel/message_pb.js";

/** The messages of the suite's installed package. */
export function readInstalledMessages(): Promise<MessageSnapshot> {
  return readMessages(PROTO_PACKAGE, "The suite's own package");
}

/**
 * The messages of another version of the package. `place` is its folder, a folder in which it is installed, or the name
 * of an alias installed beside this suite; `option` is the command-line option for messages. Imports only the package's
 * descriptor modules and runs nothing else of it. Rejects with a ProtoPackageError.
 */
export async function readMessages(place: string, option: string): Promise<MessageSnapshot> {
  const found = findPackage(place, option);
  const service = moduleFile(found, SERVICE_MODULE);
  if (service === undefined) {
    throw new ProtoPackageError(option, place, `whose version ${found.version} has no ${SERVICE_MODULE.slice(2)}`);
  }
  return reduceMessages(await loadDescriptors(found, { place, option }), found.version);
}

async function loadDescriptors(
  found: PackageFolder,
  { place, option }: { readonly place: string; readonly option: string },
): Promise<FileDescriptorSet> {
  try {
    return await readDescriptors(found);
  } catch (error) {
    throw new ProtoPackageError(option, place, `whose descriptors cannot be loaded (${reasonOf(error)})`);
  }
}

/** The package's descriptors of the operation, in this suite's version of the library. */
export async function readDescriptors(found: PackageFolder): Promise<FileDescriptorSet> {
  const files = new Map<string, FileDescriptorProto>();
  for (const module of [SERVICE_MODULE, ERROR_MODULE]) {
    const path = moduleFile(found, module);
    if (path === undefined) continue;
    const loaded: unknown = await import(pathToFileURL(path).href);
    for (const exported of Object.values(loaded as object)) collect(exported, files);
  }
  return create(FileDescriptorSetSchema, { file: [...files.values()] });
}

/** Adds a descriptor file after its imports. Other exports of a module are ignored. */
function collect(exported: unknown, files: Map<string, FileDescriptorProto>): void {
  if (!isJsonObject(exported) || own(exported, "kind") !== "file") return;
  const proto = exported["proto"] as FileDescriptorProto;
  if (files.has(proto.name)) return;
  for (const dependency of exported["dependencies"] as readonly unknown[]) collect(dependency, files);
  // Re-encoded, because the package may use a different version of the library.
  files.set(proto.name, fromBinary(FileDescriptorProtoSchema, toBinary(FileDescriptorProtoSchema, proto)));
}

/** Node's error code, or the kind of error; messages would repeat paths and sources. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
