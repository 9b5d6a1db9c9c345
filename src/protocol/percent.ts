/**
 * Decodes a percent-encoded grpc-message (gRPC PROTOCOL-HTTP2, "Percent-Encoded"). As it demands, a broken sequence is
 * no error: it stays as it is, and bytes that are not UTF-8 become the replacement character.
 */
export function decodePercent(value: string): string {
  // A field value from the wire holds one byte a character; text from elsewhere is taken for its UTF-8 bytes.
  const bytes = /[\u0100-\uffff]/.test(value) ? Buffer.from(value).toString("latin1") : value;
  const decoded = bytes.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(decoded, "latin1").toString("utf8");
}
