import { parseChallenges } from "../../checks/challenge.ts";
import { codingsOf } from "../../protocol/content-coding.ts";
import { header, headerValues, type Exchange, type HeaderList } from "../../protocol/exchange.ts";
import { httpDate } from "../../protocol/http-date.ts";
import { codingName } from "../codings.ts";
import type { HeaderValue, Observation } from "../observation.ts";
import { STATUS_FIELDS } from "./rpc.ts";
import { text } from "./value.ts";

/** Fields that depend on connection, time and encoding, and fields with their own observations. */
export const NOT_COMPARED: readonly string[] = [
  ...["connection", "content-length", "content-type", "date", "expires", "grpc-encoding", "keep-alive"],
  ...["grpc-accept-encoding", "trailer", "transfer-encoding", "upgrade", "alt-svc", "www-authenticate"],
  ...STATUS_FIELDS,
];

/** Lists in which neither order nor case matters (RFC 9110 §5.6.1, WHATWG Fetch §3.3). */
const LISTS = [
  ...["cache-control", "pragma", "vary", "access-control-allow-headers", "access-control-expose-headers"],
  "allow",
];

/** Methods that a page may use whether or not a preflight's answer lists them (WHATWG Fetch §4.8, step 7). */
const ALWAYS_ALLOWED = ["get", "head", "post"];

/** Fields whose value matters to clients; for others only their presence is compared. */
const VALUES = ["access-control-allow-credentials", "access-control-max-age"];

/** The header fields, reduced to what clients can rely on. */
export function headerObservations({ request, response }: Exchange): readonly Observation[] {
  const names = new Set(response.headers.map(([name]) => name.toLowerCase()));
  return [
    ...[...names]
      .filter((name) => !NOT_COMPARED.includes(name))
      .map((name) => ({ kind: "header", name, value: valueOf(name, response.headers, request.headers) }) as const)
      .filter(({ name, value }) => name !== "access-control-allow-methods" || !isEmptyList(value))
      .filter(({ name }) => name !== "content-encoding" || codingsOf(response.headers).length > 0),
    ...challengeObservations(headerValues(response.headers, "www-authenticate")),
  ];
}

function valueOf(name: string, headers: HeaderList, sent: HeaderList): HeaderValue {
  const value = header(headers, name) ?? "";
  if (name === "access-control-allow-methods") {
    return { kind: "list", items: itemsOf(value).filter((item) => !ALWAYS_ALLOWED.includes(item)) };
  }
  if (LISTS.includes(name)) return { kind: "list", items: itemsOf(value) };
  // A proxy may add what the server has sent: the first item counts (WHATWG Fetch, "determine nosniff").
  if (name === "x-content-type-options") return text((value.toLowerCase().split(",")[0] ?? "").trim());
  if (VALUES.includes(name)) return text(value.toLowerCase());
  switch (name) {
    case "access-control-allow-origin":
      return value === header(sent, "origin") ? { kind: "requesting-origin" } : text(value);
    case "deprecation":
      return text(value.trim());
    case "sunset":
      return text(dateText(value.trim()));
    case "location":
      return text(value.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, ""));
    case "content-encoding":
      return { kind: "list", items: [...new Set(codingsOf(headers).map(codingName))].sort() };
    case "set-cookie":
      return { kind: "list", items: headerValues(headers, name).map(cookieOf).sort() };
    default:
      return { kind: "present" };
  }
}

/** An HTTP-date in the form that servers send, whichever of the three it came in (RFC 9110 §5.6.7); other texts as written. */
function dateText(value: string): string {
  const time = httpDate(value);
  return time === undefined ? value : new Date(time).toUTCString();
}

function isEmptyList(value: HeaderValue): boolean {
  return value.kind === "list" && value.items.length === 0;
}

function itemsOf(value: string): readonly string[] {
  const items = value.split(",").map((item) => item.trim().toLowerCase());
  return [...new Set(items.filter((item) => item !== ""))].sort();
}

/** A cookie by its name and the names of its attributes (RFC 6265 §4.1). */
function cookieOf(value: string): string {
  const [pair = "", ...attributes] = value.split(";").map((part) => (part.split("=")[0] ?? "").trim());
  return [pair, ...attributes.map((each) => each.toLowerCase()).sort()].join(";");
}

/** Challenges by scheme and parameter (RFC 9110 §11.6.1); of free texts only their presence. */
function challengeObservations(values: readonly string[]): readonly Observation[] {
  return values.flatMap((value): readonly Observation[] => {
    const challenges = parseChallenges(value);
    if (challenges === undefined) return [{ kind: "malformed-challenge", value: true }];
    return challenges.flatMap(({ scheme: written, parameters }): readonly Observation[] => {
      const scheme = written.toLowerCase();
      return [
        { kind: "challenge", scheme, value: true },
        ...[...parameters].map(([name, value]): Observation => ({
          kind: "challenge-parameter",
          scheme,
          name,
          value: name === "error" ? text(value) : { kind: "present" },
        })),
      ];
    });
  });
}
