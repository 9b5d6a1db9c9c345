/** Milliseconds that a date may lie from the epoch (ECMA-262, "Time Values and Time Range"). */
const LAST_DATE = 8.64e15;

/** When a JWT ends (RFC 7519 §4.1.4), in milliseconds since the Unix epoch; undefined for any other token. */
export function endOfToken(token: string): number | undefined {
  const [, payload, signature] = token.split(".");
  if (payload === undefined || signature === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    const exp = typeof claims === "object" && claims !== null && "exp" in claims ? claims.exp : undefined;
    return typeof exp === "number" && Math.abs(exp * 1000) <= LAST_DATE ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}

/** The end of a token as people read it. */
export function showEnd(end: number): string {
  return new Date(end).toISOString().replace(/\.\d+Z$/, "Z");
}
