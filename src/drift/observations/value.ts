import { createHash } from "node:crypto";
import type { MemberValue } from "../observation.ts";

/** Longest text that is kept as it is. */
const KEPT = 120;

/** Length and hash of bytes, so that a baseline contains no user data. */
export function otherBytes(bytes: Uint8Array): MemberValue {
  return { kind: "other-bytes", length: bytes.length, sha256: shortHash(bytes) };
}

/** A text that is compared unchanged. */
export function text(value: string): { readonly kind: "text"; readonly text: string } {
  return { kind: "text", text: shortened(value) };
}

/** The beginning and hash of a long text. */
function shortened(value: string): string {
  return value.length <= KEPT ? value : `${value.slice(0, KEPT)}… sha256:${shortHash(Buffer.from(value))}`;
}

function shortHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 12);
}
