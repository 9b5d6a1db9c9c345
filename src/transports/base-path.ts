/** The path of a base URL, which is put before every request's own: empty, or with a slash at its beginning alone. */
export function basePathOf(baseUrl: string): string {
  return new URL(baseUrl).pathname.replace(/\/$/, "");
}
