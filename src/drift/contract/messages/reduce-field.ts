import { ScalarType, type DescField, type FileRegistry } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";
import { validationOf } from "./options.ts";
import type { FieldShape } from "./snapshot.ts";

/** Reduces a field to how it is written on the wire and in JSON. */
export function reduceField(field: DescField, registry: FileRegistry): FieldShape {
  const { name, number, jsonName, deprecated, oneof } = field;
  return {
    name,
    number,
    jsonName,
    type: typeOf(field),
    repeated: field.fieldKind === "list",
    presence: presenceOf(field),
    // A proto3 `optional` has a synthetic oneof in descriptors, which the library omits.
    ...(oneof === undefined ? {} : { oneof: oneof.name }),
    deprecated,
    rules: validationOf(field.proto.options, registry),
  };
}

function typeOf(field: DescField): string {
  const value = valueType(field);
  return field.fieldKind === "map" ? `map of ${scalarName(field.mapKey)} to ${value}` : value;
}

/** A delimited message has a different encoding (Protocol Buffers, Encoding, "Groups"). */
function valueType(field: DescField): string {
  if (field.enum !== undefined) return `enum ${field.enum.typeName}`;
  if (field.message === undefined) return scalarName(field.scalar);
  const delimited = "delimitedEncoding" in field && field.delimitedEncoding;
  return `${delimited ? "group" : "message"} ${field.message.typeName}`;
}

function scalarName(type: ScalarType): string {
  return ScalarType[type].toLowerCase();
}

function presenceOf({ fieldKind, presence }: DescField): FieldShape["presence"] {
  if (fieldKind === "list" || fieldKind === "map") return "none";
  if (presence === Presence.LEGACY_REQUIRED) return "required";
  return presence === Presence.EXPLICIT ? "explicit" : "implicit";
}
