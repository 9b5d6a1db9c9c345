import type { RawRequest } from "../../http/request.ts";
import type { Behaviour } from "../behaviour.ts";
import type { TextName } from "../call.ts";
import { isAnyBase64 } from "../management/bytes.ts";
import type { VendorError } from "./vendor-error.ts";

/** The recorded errors of both releases (fixtures/admin), by the reference server's own refusals. */
export const MANAGEMENT_ERRORS: Partial<Record<TextName, VendorError>> = {
  "no-membership": { message: "membership not found", id: "AUTHZ-cdgFk" },
  "user-exists": { message: "User already exists", id: "V3-DKcYh" },
  "no-such-user": { message: "User could not be found", id: "COMMAND-m9od" },
  "unknown-user": { message: "User could not be found", id: "COMMAND-uXHNj" },
  "already-inactive": { message: "User already inactive", id: "COMMAND-5M0sf" },
  "expired-date": { message: "Errors.AuthNKey.ExpireBeforeNow", id: "DOMAIN-dv3t5" },
  "no-metadata": { message: "Metadata list is empty", id: "META-9mm2d" },
  "nothing-to-remove": { message: "Metadata not found", id: "META-ncnw3" },
};

/** 2.71.19 writes an unchanged metadata value again; 4.0.0 does not. */
export const rewriting: Behaviour = {
  call: (call) => (call.route.kind === "management" ? { ...call, route: { ...call.route, rewrites: true } } : call),
};

/**
 * The error of Go's ProtoJSON reader, which the vendor's gateway uses, for the first value that is not base64, with its
 * line and column; undefined for other problems.
 */
export function badBytesText({ body }: RawRequest): string | undefined {
  const text = body.toString();
  for (const { index, 1: name = "", 2: value = "" } of text.matchAll(
    /"(value|publicKey)"\s*:\s*("(?:[^"\\]|\\.)*")/g,
  )) {
    if (isAnyBase64(value.slice(1, -1))) continue;
    const before = text.slice(0, text.indexOf(value, index + name.length + 2)).split("\n");
    const place = `(line ${String(before.length)}:${String((before.at(-1) ?? "").length + 1)})`;
    return `proto: ${place}: invalid value for bytes field ${name}: ${value}`;
  }
  return undefined;
}
