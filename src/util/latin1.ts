/** Changes bytes as a text in Latin-1, which maps every byte to one character and back. */
export function changeAsLatin1(bytes: Uint8Array, change: (text: string) => string): Uint8Array {
  return Buffer.from(change(Buffer.from(bytes).toString("latin1")), "latin1");
}
