import type { CheckInput, Finding, Violation } from "./check.ts";
import { header } from "../protocol/exchange.ts";
import { violation } from "./finding.ts";

/** Directives that let a shared cache store the answer to a request with credentials (RFC 9111 §3.5). */
const OPENING = ["public", "s-maxage", "must-revalidate"];

/** The fields that a cache obeys; one of a content delivery network obeys the second alone (RFC 9213 §2.2, §3). */
const FIELDS = ["cache-control", "cdn-cache-control"];

/** No directive lets a shared cache keep one user's data. */
export function noSharedCache({ evidence: { exchange } }: CheckInput): Finding {
  return FIELDS.flatMap((name) => opens(name, header(exchange.response.headers, name)));
}

function opens(where: string, field: string | undefined): readonly Violation[] {
  const directives = (field ?? "").split(",").map((directive) => directive.trim().toLowerCase().split("=")[0] ?? "");
  if (directives.includes("no-store") || directives.includes("private")) return [];
  const open = OPENING.filter((name) => directives.includes(name));
  if (open.length === 0) return [];
  return violation(where, "nothing that lets a shared cache store it", field ?? "absent", open.join(", "));
}
