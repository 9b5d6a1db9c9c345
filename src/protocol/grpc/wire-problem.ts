import { ScalarType, type DescField, type DescMessage } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** Wire types of scalars other than varint (Protocol Buffers, Encoding, "Message Structure"). */
const SCALARS: Readonly<Partial<Record<ScalarType, WireType>>> = {
  [ScalarType.STRING]: WireType.LengthDelimited,
  [ScalarType.BYTES]: WireType.LengthDelimited,
  [ScalarType.DOUBLE]: WireType.Bit64,
  [ScalarType.FIXED64]: WireType.Bit64,
  [ScalarType.SFIXED64]: WireType.Bit64,
  [ScalarType.FLOAT]: WireType.Bit32,
  [ScalarType.FIXED32]: WireType.Bit32,
  [ScalarType.SFIXED32]: WireType.Bit32,
};

/**
 * Why the bytes are not an encoding of the message (Protocol Buffers, Encoding), or undefined when they are one.
 *
 * fromBinary ignores the wire type in a known field's tag and lets a submessage run past its parent's end, so its
 * result can be trusted only for bytes that pass this check.
 */
export function wireProblem(message: DescMessage, bytes: Uint8Array): string | undefined {
  const reader = new BinaryReader(bytes);
  try {
    while (reader.pos < reader.len) {
      const [number, wireType] = reader.tag();
      const field = message.fields.find((candidate) => candidate.number === number);
      if (field === undefined) {
        reader.skip(wireType, number);
        continue;
      }
      if (!allows(field, wireType)) {
        return `field ${String(number)} of ${message.typeName} has the wire type ${String(wireType)}`;
      }
      if (field.message === undefined || wireType !== WireType.LengthDelimited) {
        reader.skip(wireType, number);
        continue;
      }
      const problem = wireProblem(field.message, reader.bytes());
      if (problem !== undefined) return problem;
    }
    return undefined;
  } catch {
    return `${message.typeName} is cut off or not protobuf at byte ${String(Math.min(reader.pos, reader.len))}`;
  }
}

function allows(field: DescField, wireType: WireType): boolean {
  if (field.fieldKind === "message" || field.fieldKind === "map") return wireType === WireType.LengthDelimited;
  if (field.fieldKind === "list" && wireType === WireType.LengthDelimited) return true;
  return wireType === (field.scalar === undefined ? WireType.Varint : (SCALARS[field.scalar] ?? WireType.Varint));
}
