/** A JSON pointer one level deeper (RFC 6901 §3). */
export function pointer(parent: string, name: string): string {
  return `${parent}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** A type and its format as a row writes them: `string (date-time)`. */
export function typeText(of: { readonly type?: string; readonly format?: string; readonly recursive?: true }): string {
  const type = of.recursive === true ? "recursive" : (of.type ?? "any");
  return of.format === undefined ? type : `${type} (${of.format})`;
}
