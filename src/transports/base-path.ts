/** The path of a base URL, which prefixes every request path: empty, or with a leading and no trailing slash. */
export function basePathOf(baseUrl: string): string {
  return new URL(baseUrl).pathname.replace(/\/$/, "");
}
