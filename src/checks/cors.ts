import type { CheckInput, Finding } from "./check.ts";
import { header } from "../protocol/exchange.ts";
import { describe, PASS, violation, violationsOf } from "./finding.ts";

function names(value: string | undefined): string[] {
  return (value ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
}

function answered(input: CheckInput, name: string): string | undefined {
  return header(input.evidence.exchange.response.headers, name);
}

/** The page that sent the request may read the answer (WHATWG Fetch §4.9, CORS check). */
export function originIsAllowed(input: CheckInput): Finding {
  const origin = header(input.evidence.exchange.request.headers, "origin");
  const allowed = answered(input, "access-control-allow-origin");
  if (allowed === "*" || allowed === origin) return PASS;
  const actual = allowed ?? "absent";
  return violation(
    "access-control-allow-origin",
    `${origin ?? "the origin"} or *`,
    actual,
    allowed === undefined ? "absent" : "another origin",
  );
}

/** The preflight allows the origin, the method and every requested header field. */
export function preflightAllows(input: CheckInput): Finding {
  const { request, response } = input.evidence.exchange;
  if (response.status < 200 || response.status > 299) {
    return violation("status", "2xx", describe(input.evidence), `HTTP ${String(response.status)}`);
  }
  const findings = [...violationsOf(originIsAllowed(input))];
  const method = header(request.headers, "access-control-request-method") ?? "";
  const methods = names(answered(input, "access-control-allow-methods"));
  // GET, HEAD and POST need not be listed (WHATWG Fetch §4.8, step 7).
  if (!["GET", "HEAD", "POST"].includes(method) && !methods.includes("*") && !methods.includes(method.toLowerCase())) {
    findings.push(...violation("access-control-allow-methods", method, methods.join(", "), "without the method"));
  }
  const asked = names(header(request.headers, "access-control-request-headers"));
  const allowed = names(answered(input, "access-control-allow-headers"));
  // A wildcard never covers Authorization (WHATWG Fetch §4.8, CORS non-wildcard request-header name).
  const refused = asked.filter(
    (name) => !allowed.includes(name) && !(allowed.includes("*") && name !== "authorization"),
  );
  if (refused.length > 0) {
    const actual = allowed.length === 0 ? "absent" : allowed.join(", ");
    findings.push(
      ...violation("access-control-allow-headers", asked.join(", "), actual, `without ${refused.join(", ")}`),
    );
  }
  return findings;
}

/** The page may read the answer and, where it is in the headers, its status. */
export function statusIsExposed(input: CheckInput): Finding {
  const origin = originIsAllowed(input);
  const { body } = input.evidence;
  const inHeaders = body.kind === "grpc" && body.statusPlaces.includes("headers");
  const exposed = names(answered(input, "access-control-expose-headers"));
  const hidden = ["grpc-status", "grpc-message"].filter((name) => !exposed.includes(name) && !exposed.includes("*"));
  if (!inHeaders || hidden.length === 0) return origin;
  const found = violation(
    "access-control-expose-headers",
    "grpc-status, grpc-message",
    exposed.join(", "),
    `without ${hidden.join(", ")}`,
  );
  return [...violationsOf(origin), ...found];
}

/** Credentials are allowed for one origin only. */
export function credentialsNeedAnOrigin(input: CheckInput): Finding {
  const wildcard = answered(input, "access-control-allow-origin") === "*";
  const credentials = answered(input, "access-control-allow-credentials") === "true";
  if (!wildcard || !credentials) return PASS;
  return violation("access-control-allow-origin", "one origin, as credentials are allowed", "*", "*");
}
