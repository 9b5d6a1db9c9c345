import {
  getOption,
  hasOption,
  type DescEnum,
  type DescField,
  type DescMessage,
  type Message,
} from "@bufbuild/protobuf";
import { isReflectList, isReflectMessage, reflect, type ReflectMessage } from "@bufbuild/protobuf/reflect";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import { rules, type EnumRules, type FieldRules } from "@zitadel/proto/validate/validate_pb.js";

/**
 * Validates a message by the rules in the vendor's protobuf contract (validate.rules). Returns the problem in the words
 * of protoc-gen-validate, which the vendor uses, or undefined. It supports the rules of the server's operations:
 * lengths of strings and bytes, and values of enums.
 */
export function brokenRule(desc: DescMessage, message: Message): string | undefined {
  return brokenIn(reflect(desc, message));
}

function brokenIn(message: ReflectMessage): string | undefined {
  const { typeName, file } = message.desc;
  const name = typeName.slice(file.proto.package.length + 1).replaceAll(".", "_");
  for (const field of message.fields) {
    const broken = isLeftOut(message, field) ? undefined : brokenField(field, message.get(field));
    if (broken !== undefined) return `invalid ${name}.${broken}`;
  }
  return undefined;
}

/** An optional field is validated only when present. */
function isLeftOut(message: ReflectMessage, field: DescField): boolean {
  return field.presence === FeatureSet_FieldPresence.EXPLICIT && !message.isSet(field);
}

function brokenField(field: DescField, value: unknown): string | undefined {
  const set = hasOption(field, rules) ? getOption(field, rules) : undefined;
  const name = field.name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (!isReflectList(value)) return named(name, brokenValue(set, value, field.enum));
  const items = set?.type.case === "repeated" ? set.type.value.items : undefined;
  for (const [at, item] of [...value].entries()) {
    const broken = named(`${name}[${String(at)}]`, brokenValue(items, item, field.enum));
    if (broken !== undefined) return broken;
  }
  return undefined;
}

function named(name: string, broken: string | undefined): string | undefined {
  return broken === undefined ? undefined : `${name}: ${broken}`;
}

function brokenValue(set: FieldRules | undefined, value: unknown, values: DescEnum | undefined): string | undefined {
  if (isReflectMessage(value)) {
    const broken = brokenIn(value);
    return broken === undefined ? undefined : `embedded message failed validation | caused by: ${broken}`;
  }
  if (set?.type.case === "string") return brokenLength(set.type.value, [...String(value)].length, "runes");
  if (set?.type.case === "bytes") return brokenLength(set.type.value, (value as Uint8Array).length, "bytes");
  return set?.type.case === "enum" && values !== undefined ? brokenEnum(set.type.value, value, values) : undefined;
}

/** A bound of 0 is unset: no text is shorter, and a maximum of 0 means no maximum. */
function brokenLength(
  { minLen, maxLen }: { readonly minLen: bigint; readonly maxLen: bigint },
  length: number,
  unit: string,
): string | undefined {
  const [least, most] = [Number(minLen), maxLen === 0n ? Infinity : Number(maxLen)];
  if (length >= least && length <= most) return undefined;
  if (most === Infinity) return `value length must be at least ${String(least)} ${unit}`;
  if (least === 0) return `value length must be at most ${String(most)} ${unit}`;
  return `value length must be between ${String(least)} and ${String(most)} ${unit}, inclusive`;
}

function brokenEnum({ notIn, definedOnly }: EnumRules, value: unknown, { value: names }: DescEnum): string | undefined {
  if (typeof value !== "number") return undefined;
  if (notIn.includes(value)) return `value must not be in list [${notIn.join(" ")}]`;
  return definedOnly && names[value] === undefined ? "value must be one of the defined enum values" : undefined;
}
