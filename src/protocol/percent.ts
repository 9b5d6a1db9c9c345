/**
 * Decodes a percent-encoded grpc-message (gRPC PROTOCOL-HTTP2, "Percent-Encoded"). As the specification requires, a
 * broken sequence is not an error but stays unchanged, and bytes that are not UTF-8 become the replacement character.
 */
export function decodePercent(value: string): string {
  if (!/[%\u0080-\uffff]/.test(value)) return value;
  // A field value from the wire has one byte per character; other text is encoded as UTF-8.
  const bytes = /[\u0100-\uffff]/.test(value) ? Buffer.from(value).toString("latin1") : value;
  const decoded = bytes.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(decoded, "latin1").toString("utf8");
}
