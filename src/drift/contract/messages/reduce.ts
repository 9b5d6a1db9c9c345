import { createFileRegistry, type DescEnum, type DescMessage, type FileRegistry } from "@bufbuild/protobuf";
import type { FileDescriptorSet } from "@bufbuild/protobuf/wkt";
import { OPERATION } from "../../../contract/operation.ts";
import { reduceField } from "./reduce-field.ts";
import { httpBindings, permissionOf } from "./options.ts";
import type { MessageShape, MessageSnapshot, RpcSnapshot } from "./snapshot.ts";

/** The message in the details of the vendor's errors. */
export const ERROR_DETAIL = "zitadel.v1.ErrorDetail";

/**
 * Reduces descriptors to the RPC of this suite and what it reaches. Every file must come after those that it imports,
 * as in any FileDescriptorSet (google/protobuf/descriptor.proto). Throws the registry's error when descriptors do not
 * fit each other.
 */
export function reduceMessages(files: FileDescriptorSet, version: string): MessageSnapshot {
  const registry = createFileRegistry(files);
  const rpc = reduceRpc(registry);
  const roots = [rpc?.request, rpc?.response, ERROR_DETAIL];
  const reached = reachedFrom(roots.flatMap((name) => registry.getMessage(name ?? "") ?? []));
  return {
    version,
    rpc,
    messages: byName(reached.messages, (message) => reduceMessage(message, registry)),
    enums: byName(reached.enums, ({ values }) => Object.fromEntries(values.map(({ name, number }) => [name, number]))),
  };
}

function reduceRpc(registry: FileRegistry): RpcSnapshot | null {
  const [, service = "", name] = OPERATION.rpcPath.split("/");
  const method = registry.getService(service)?.methods.find((each) => each.name === name);
  if (method === undefined) return null;
  const permission = permissionOf(method.proto.options, registry);
  return {
    request: method.input.typeName,
    response: method.output.typeName,
    streaming: method.methodKind,
    deprecated: method.deprecated,
    http: httpBindings(method.proto.options, registry),
    ...(permission === undefined ? {} : { permission }),
  };
}

interface Reached {
  readonly messages: Set<DescMessage>;
  readonly enums: Set<DescEnum>;
}

function reachedFrom(
  roots: readonly DescMessage[],
  found: Reached = { messages: new Set(), enums: new Set() },
): Reached {
  for (const message of roots) {
    if (found.messages.has(message)) continue;
    found.messages.add(message);
    for (const field of message.fields) {
      if (field.enum !== undefined) found.enums.add(field.enum);
      if (field.message !== undefined) reachedFrom([field.message], found);
    }
  }
  return found;
}

function byName<T extends { readonly typeName: string }, Shape>(
  types: ReadonlySet<T>,
  shapeOf: (type: T) => Shape,
): Readonly<Record<string, Shape>> {
  const sorted = [...types].sort((a, b) => (a.typeName < b.typeName ? -1 : 1));
  return Object.fromEntries(sorted.map((type) => [type.typeName, shapeOf(type)]));
}

function reduceMessage({ deprecated, fields, proto }: DescMessage, registry: FileRegistry): MessageShape {
  return {
    deprecated,
    fields: fields.map((field) => reduceField(field, registry)).sort((a, b) => a.number - b.number),
    reservedNumbers: joined(proto.reservedRange.map(({ start, end }) => [start, end - 1])),
    reservedNames: [...proto.reservedName].sort(),
  };
}

/** Joins ranges: `4, 5 to 6` and `4 to 6` reserve the same. */
function joined(ranges: readonly (readonly [first: number, last: number])[]): readonly (readonly [number, number])[] {
  const result: [number, number][] = [];
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    const previous = result.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else result.push([first, last]);
  }
  return result;
}
