import { field } from "../http/request.ts";
import type { Call } from "./call.ts";
import type { Fields } from "./answer.ts";
import type { State } from "./state.ts";

const EXPOSED = "grpc-status, grpc-message, grpc-status-details-bin";

/** Header fields of every answer. */
export function commonHeaders({ raw, transport, route }: Call, state: State): Fields {
  return [
    ["date", new Date(state.now()).toUTCString()],
    ["cache-control", "no-store"],
    ["pragma", "no-cache"],
    ["x-content-type-options", "nosniff"],
    ["vary", "Origin"],
    ...crossOrigin(field(raw, "origin"), transport !== "rest"),
    ...(route.kind === "preflight" ? preflight(field(raw, "access-control-request-headers"), route.allow) : []),
  ];
}

/** Pages of any origin may send requests (WHATWG Fetch §3.3). */
function crossOrigin(origin: string | undefined, isRpc: boolean): Fields {
  if (origin === undefined) return [];
  const allowed = [
    ["access-control-allow-origin", origin],
    ["access-control-allow-credentials", "true"],
  ] as const;
  return isRpc ? [...allowed, ["access-control-expose-headers", EXPOSED]] : allowed;
}

function preflight(asked: string | undefined, allow: string): Fields {
  return [
    ["access-control-allow-methods", allow],
    ["access-control-allow-headers", asked ?? "authorization"],
    ["access-control-max-age", "600"],
  ];
}
