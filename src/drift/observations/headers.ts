import { parseChallenges } from "../../checks/challenge.ts";
import { header, headerValues, type Exchange, type HeaderList } from "../../protocol/exchange.ts";
import type { RawObservations } from "./head.ts";
import { STATUS_FIELDS } from "./rpc.ts";
import { textObservation } from "./value.ts";

/** Fields of the connection, of the moment and of the encoding, and those that have observations of their own. */
const IGNORED = [
  ...["connection", "content-length", "content-type", "date", "expires", "grpc-encoding", "keep-alive"],
  ...["grpc-accept-encoding", "trailer", "transfer-encoding", "upgrade", "alt-svc", "www-authenticate"],
  ...STATUS_FIELDS,
];

/** Lists in which neither order nor case has a meaning (RFC 9110 §5.6.1, WHATWG Fetch §3.3). */
const LISTS = [
  ...["cache-control", "pragma", "vary", "access-control-allow-headers", "access-control-expose-headers"],
  ...["access-control-allow-methods", "allow"],
];

/** Fields whose value means something to a client; of all others only their presence is compared. */
const VALUES = ["access-control-allow-credentials", "access-control-max-age", "x-content-type-options"];

/** The header fields, each by what a client can rely on. */
export function headerObservations({ request, response }: Exchange): RawObservations {
  const names = new Set(response.headers.map(([name]) => name.toLowerCase()));
  const observations: Record<string, string> = {};
  for (const name of names) {
    if (IGNORED.includes(name)) continue;
    observations[`header ${name}`] = valueOf(name, response.headers, request.headers);
  }
  return { ...observations, ...challengeObservations(headerValues(response.headers, "www-authenticate")) };
}

function valueOf(name: string, headers: HeaderList, asked: HeaderList): string {
  const value = header(headers, name) ?? "";
  if (LISTS.includes(name)) return listOf(value);
  if (VALUES.includes(name)) return value.toLowerCase();
  switch (name) {
    case "access-control-allow-origin":
      return value === header(asked, "origin") ? "the origin that asked" : textObservation(value);
    case "location":
      return textObservation(value.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, ""));
    case "set-cookie":
      return headerValues(headers, name).map(cookieOf).sort().join(", ");
    default:
      return "present";
  }
}

function listOf(value: string): string {
  const items = value.split(",").map((item) => item.trim().toLowerCase());
  return [...new Set(items.filter((item) => item !== ""))].sort().join(", ");
}

/** A cookie by its name and the names of its attributes (RFC 6265 §4.1). */
function cookieOf(value: string): string {
  const [pair = "", ...attributes] = value.split(";").map((part) => (part.split("=")[0] ?? "").trim());
  return [pair, ...attributes.map((each) => each.toLowerCase()).sort()].join(";");
}

/** Challenges by scheme and parameter (RFC 9110 §11.6.1); of free texts only their presence. */
function challengeObservations(values: readonly string[]): RawObservations {
  const observations: Record<string, string> = {};
  for (const value of values) {
    const challenges = parseChallenges(value);
    if (challenges === undefined) observations["challenge"] = "malformed";
    for (const { scheme, parameters } of challenges ?? []) {
      const name = `challenge ${scheme.toLowerCase()}`;
      observations[name] = "present";
      for (const [parameter, shown] of parameters) {
        observations[`${name} ${parameter}`] = parameter === "error" ? shown : "present";
      }
    }
  }
  return observations;
}
