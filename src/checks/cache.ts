import type { CheckInput, Finding } from "./check.ts";
import { header } from "../protocol/exchange.ts";
import { PASS, violation } from "./finding.ts";

/** Directives that let a shared cache store the answer to a request with credentials (RFC 9111 §3.5). */
const OPENING = ["public", "s-maxage", "must-revalidate"];

/** No directive lets a shared cache keep one user's data. */
export function noSharedCache({ evidence: { exchange } }: CheckInput): Finding {
  const field = header(exchange.response.headers, "cache-control");
  const directives = (field ?? "").split(",").map((directive) => directive.trim().toLowerCase().split("=")[0] ?? "");
  if (directives.includes("no-store") || directives.includes("private")) return PASS;
  const open = OPENING.filter((name) => directives.includes(name));
  if (open.length === 0) return PASS;
  return violation("cache-control", "nothing that lets a shared cache store it", field ?? "absent", open.join(", "));
}
