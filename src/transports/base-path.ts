const paths = new Map<string, string>();

/**
 * The path of a base URL, which prefixes every request path: empty, or with a leading and no trailing slash. Every
 * request asks for it, and reading a URL takes as long as writing the rest of one.
 */
export function basePathOf(baseUrl: string): string {
  const known = paths.get(baseUrl);
  if (known !== undefined) return known;
  const path = new URL(baseUrl).pathname.replace(/\/$/, "");
  paths.set(baseUrl, path);
  return path;
}
