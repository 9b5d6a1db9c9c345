import type { RawRequest } from "../http/request.ts";
import type { Refusal, Route } from "./call.ts";

/** OPTIONS has its own answer; a method that is not allowed is refused (RFC 9110 §9.3.7, §15.5.6). */
export function otherMethod(raw: RawRequest, allow: string): Route | undefined {
  if (allow.split(", ").includes(raw.method) && raw.method !== "OPTIONS") return undefined;
  if (raw.method !== "OPTIONS") {
    return refused({ code: 12, text: "method-not-allowed", status: 405, headers: [["allow", allow]] });
  }
  const isPreflight = raw.headers.has("origin") && raw.headers.has("access-control-request-method");
  return { kind: isPreflight ? "preflight" : "options", allow };
}

/** The Allow field of a resource with these methods. */
export function allowOf(methods: readonly string[]): string {
  const head = methods.includes("GET") ? ["HEAD"] : [];
  return [...methods, ...head, "OPTIONS"].join(", ");
}

/**
 * A path segment, decoded once (RFC 3986 §2.4); undefined when it is not UTF-8, not a valid encoding, or a dot segment.
 */
export function decodeSegment(segment: string): string | undefined {
  try {
    const decoded = decodeURIComponent(segment);
    return decoded === "." || decoded === ".." ? undefined : decoded;
  } catch {
    return undefined;
  }
}

/** A request that is refused before authentication or, when not early, after it. */
export function refused(refusal: Refusal, early = true): Route {
  return { kind: "refused", refusal, early };
}
