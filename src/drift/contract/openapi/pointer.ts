/** A JSON pointer one level deeper (RFC 6901 §3). */
export function pointer(parent: string, name: string): string {
  return `${parent}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
