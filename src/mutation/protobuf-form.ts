import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** A field of a message as it stands on the wire; `fields` where it is a message whose fields are known. */
export interface WireField {
  readonly number: number;
  readonly type: WireType;
  /** The varint, or the content without its length. */
  readonly bytes: Buffer;
  readonly fields?: readonly WireField[];
}

/** Numbers of the fields that hold messages, each with those within it. */
export interface Nesting {
  readonly [number: number]: Nesting;
}

/** Of GetMyMetadataResponse: metadata, its details, and their two times. */
export const RESPONSE: Nesting = { 1: { 1: { 2: {}, 3: {} } } };

/** Reads the fields of a message that has varints, strings, bytes and messages only. */
export function fieldsOf(message: Uint8Array, nesting: Nesting): readonly WireField[] {
  const reader = new BinaryReader(message);
  const fields: WireField[] = [];
  while (reader.pos < reader.len) {
    const [number, type] = reader.tag();
    const from = reader.pos;
    const content = type === WireType.LengthDelimited ? reader.bytes() : reader.skip(type, number);
    const bytes = type === WireType.Varint ? message.subarray(from, reader.pos) : content;
    const inner = nesting[number];
    const field = { number, type, bytes: Buffer.from(bytes) };
    fields.push(inner === undefined ? field : { ...field, fields: fieldsOf(bytes, inner) });
  }
  return fields;
}

/** Writes fields in their order, each varint longer than it need be where `isLong` (Protocol Buffers, Encoding). */
export function messageOf(fields: readonly WireField[], isLong = false): Buffer {
  return Buffer.concat(
    fields.flatMap(({ number, type, bytes, fields: inner }) => {
      const tag = varint((number << 3) | type, isLong);
      if (type === WireType.Varint) return [tag, isLong ? lengthened(bytes) : bytes];
      const content = inner === undefined ? bytes : messageOf(inner, isLong);
      return type === WireType.LengthDelimited ? [tag, varint(content.length, isLong), content] : [tag, content];
    }),
  );
}

/** A field that holds bytes or a message. */
export function delimited(number: number, bytes: Uint8Array): WireField {
  return { number, type: WireType.LengthDelimited, bytes: Buffer.from(bytes) };
}

/** Every field of every message in reverse order. */
export function reversedFields(fields: readonly WireField[]): readonly WireField[] {
  return fields
    .map((field) => (field.fields === undefined ? field : { ...field, fields: reversedFields(field.fields) }))
    .reverse();
}

function varint(value: number, isLong: boolean): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left > 0x7f; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
  bytes.push(left);
  const shortest = Buffer.from(bytes);
  return isLong ? lengthened(shortest) : shortest;
}

/** The same number with a further byte of zeros. A varint has at most ten bytes. */
function lengthened(bytes: Buffer): Buffer {
  if (bytes.length > 9) return bytes;
  const last = bytes.length - 1;
  return Buffer.concat([bytes.subarray(0, last), Buffer.from([(bytes[last] ?? 0) | 0x80, 0])]);
}
