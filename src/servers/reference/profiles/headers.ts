import { field } from "../../http/request.ts";
import type { WireAnswer } from "../../http/wire.ts";
import type { Answer, Fields } from "../answer.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { isOfGateway } from "./gateway.ts";
import { oauthFields } from "./oauth-headers.ts";

/** Fields of an answer that the vendor sends unchanged. */
const KEPT =
  /^(content-type|content-length|www-authenticate|retry-after|location|grpc-.+|access-control-allow-(?!methods).+)$/;
const TRAILER: Fields = [["trailer", "Grpc-Status, Grpc-Message, Grpc-Status-Details-Bin"]];
const NO_ROBOTS: Fields = [["x-robots-tag", "none"]];
const COOKIE: Fields = [
  ["set-cookie", "zitadel.quota.exhausted=; Path=/; Max-Age=0; SameSite=Lax"],
  ["vary", "Cookie"],
];
const PREFLIGHT_VARY = ["vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"] as const;

/** The header fields of the vendor's answers. What the gateway exposes to pages differs between releases. */
export function vendorHeaders(exposed: string): Behaviour {
  return {
    wire: (wire, context) => {
      const kept = wire.headers.filter(([name]) => KEPT.test(name));
      return { ...wire, headers: [...kept, ...fieldsOf(wire, context, exposed)] };
    },
  };
}

function fieldsOf(wire: WireAnswer, context: Context, exposed: string): Fields {
  const { call, answer } = context;
  if (wire.status === 301) return [];
  if (call.transport !== "rest") return rpcFields(wire, context);
  if (call.route.kind === "preflight") return [...preflightFields(context), ...COOKIE, ...NO_ROBOTS];
  const origin = field(call.raw, "origin");
  return [
    ["date", new Date().toUTCString()],
    ["vary", "Origin"],
    ...(origin === undefined ? [] : ([["access-control-expose-headers", exposed]] as const)),
    ...(call.route.kind === "oauth" ? oauthFields() : gatewayFields(answer)),
    ...NO_ROBOTS,
  ];
}

/** What the gateway passes on from the service, unless it answers itself. */
function gatewayFields(answer: Answer): Fields {
  if (isOfGateway(answer)) return [];
  const isSuccess = answer.kind === "entry" || answer.kind === "json";
  const fields = [...serviceFields("grpcgateway"), ["grpcgateway-content-type", "application/grpc"] as const];
  return isSuccess ? [...fields, ...COOKIE] : fields;
}

/** The vendor allows the one requested method. */
function preflightFields({ call }: Context): Fields {
  const method = field(call.raw, "access-control-request-method") ?? "";
  return [PREFLIGHT_VARY, ["access-control-allow-methods", method]];
}

function rpcFields(wire: WireAnswer, context: Context): Fields {
  const { call } = context;
  if (call.route.kind === "preflight") {
    return [...preflightFields(context), ["access-control-max-age", "600"], ...NO_ROBOTS];
  }
  // A request that is refused before authentication has not reached the service.
  const service = call.route.kind === "refused" ? [] : serviceFields("grpc-metadata");
  if (call.transport === "grpc") return [...service, ...TRAILER, ...NO_ROBOTS];
  const fields: Fields = [...service, ["vary", "Origin"], ...NO_ROBOTS];
  const shown = [...wire.headers.filter(([name]) => KEPT.test(name)), ...fields].map(([name]) => name);
  return [...fields, ["access-control-expose-headers", [...shown, "date", "grpc-status", "grpc-message"].join(", ")]];
}

/** The service forbids storing its answers; the gateway repeats the service's fields with a prefix. */
function serviceFields(prefix: "grpcgateway" | "grpc-metadata"): Fields {
  const now = new Date().toUTCString();
  return [
    ["cache-control", "no-store"],
    ["expires", now],
    ["pragma", "no-cache"],
    [`${prefix}-cache-control`, "no-store"],
    [`${prefix}-pragma`, "no-cache"],
    ...(prefix === "grpc-metadata" ? ([["grpc-metadata-expires", now]] as const) : []),
  ];
}
