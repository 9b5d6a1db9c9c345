/**
 * The value of a header field without that of a cookie that it sets: some cookies identify a browser, and an empty value
 * only clears an earlier one. What `kept` finds in the cookie stays: where a token is in it, the answer leaks the token.
 */
export function withoutCookie(name: string, value: string, kept?: RegExp): string {
  if (name.toLowerCase() !== "set-cookie") return value;
  return value.replace(
    /^([^=;]*=)([^;]+)/,
    (_, before: string, secret: string) => before + (kept?.exec(secret)?.[0] ?? "{{cookie}}"),
  );
}
