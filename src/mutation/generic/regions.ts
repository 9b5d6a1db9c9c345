const PREFIX = ["flags", "length", "length", "length", "length"];
const TRAILERS = 0x80;

/**
 * What each byte of a body of length-prefixed messages belongs to: its frame's flags or length, the message, or the name
 * or value of a field of the trailer frame (gRPC PROTOCOL-WEB, "Message framing").
 */
export function regionsOf(body: Buffer): readonly string[] {
  const regions: string[] = [];
  for (let at = 0; at + 5 <= body.length;) {
    const [flags, length] = [body.readUInt8(at), body.readUInt32BE(at + 1)];
    const isTrailers = (flags & TRAILERS) !== 0;
    const frame = isTrailers ? "trailer frame" : "message frame";
    regions.push(...PREFIX.map((part) => `${frame} ${part}`));
    const payload = body.subarray(at + 5, at + 5 + length);
    regions.push(...(isTrailers ? trailerRegions(payload.toString("latin1")) : Array.from(payload, () => "message")));
    at += 5 + length;
  }
  return regions;
}

function trailerRegions(text: string): string[] {
  return text.split(/(?<=\r\n)/).flatMap((line) => {
    const [name = ""] = line.split(":");
    const separator = line.length - line.slice(name.length).replace(/^: */, "").length - name.length;
    return Array.from(line, (_, at) => {
      if (at < name.length) return `name ${name}`;
      if (at < name.length + separator) return `separator of ${name}`;
      return at >= line.length - 2 ? "line end" : `value ${name}`;
    });
  });
}
