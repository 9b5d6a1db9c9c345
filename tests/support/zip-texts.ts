import { inflateRawSync } from "node:zlib";

/** Signatures of a central directory's entries and of its end (PKWARE APPNOTE 4.3.12, 4.3.16). */
const ENTRY = 0x02014b50;
const END = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const DEFLATED = 8;

/** The files in a ZIP archive, by name. */
export function zipTexts(archive: Buffer): ReadonlyMap<string, string> {
  const end = archive.lastIndexOf(END);
  const count = archive.readUInt16LE(end + 10);
  const texts = new Map<string, string>();
  for (let nth = 0, at = archive.readUInt32LE(end + 16); nth < count; nth += 1) {
    if (archive.readUInt32LE(at) !== ENTRY) throw new Error("The archive's directory cannot be read");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const name = archive.toString("utf8", at + 46, at + 46 + (nameLength ?? 0));
    const from = archive.readUInt32LE(at + 42);
    const content = from + 30 + archive.readUInt16LE(from + 26) + archive.readUInt16LE(from + 28);
    const packed = archive.subarray(content, content + archive.readUInt32LE(at + 20));
    const bytes = archive.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(packed) : packed;
    texts.set(name, bytes.toString("latin1"));
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return texts;
}
