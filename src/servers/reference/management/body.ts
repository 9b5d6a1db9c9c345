import type { RawRequest } from "../../http/request.ts";
import { Refused } from "./refused.ts";

/** A request's JSON object; an empty one for a request without content, as in grpc-gateway. Throws Refused. */
export function bodyJson({ body, tooLarge }: RawRequest): Record<string, unknown> {
  if (tooLarge) throw new Refused({ code: 8, text: "too-large", status: 413 });
  if (body.length === 0) return {};
  const value = parse(body);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Refused({ code: 3, text: "bad-json" });
}

function parse(body: Buffer): unknown {
  try {
    // JSON is UTF-8 (RFC 8259 §8.1).
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new Refused({ code: 3, text: "bad-json" });
  }
}
