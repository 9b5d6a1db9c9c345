import fc from "fast-check";
import { ALWAYS, ERROR, WELL_FORMED } from "../../cases/requirement-sets.ts";
import { MADE_UP_RPCS } from "../../contract/operation.ts";
import type { Transport } from "../../contract/transport.ts";
import { choice } from "./choice.ts";
import { call } from "./framing.ts";
import type { Generated } from "./generated.ts";

const wires = fc.constantFrom<Exclude<Transport, "rest">>("grpc", "grpc-web");

/** Calls of what does not exist, too late, of another content type, or without `te: trailers`. */
export const calls: fc.Arbitrary<Generated> = choice(
  [
    3,
    fc
      .record({ transport: wires, path: fc.constantFrom(MADE_UP_RPCS.method, MADE_UP_RPCS.service) })
      .map(({ transport, path }) =>
        call(transport, { path }, { kind: "error", codes: ["UNIMPLEMENTED"] }, ["GMM-0809", ...ERROR]),
      ),
  ],
  [
    1,
    wires.map((transport) =>
      call(transport, { headers: { "grpc-timeout": "1n" } }, { kind: "error", codes: ["DEADLINE_EXCEEDED"] }, [
        "GMM-0811",
        ...ERROR,
      ]),
    ),
  ],
  [
    2,
    fc
      .constantFrom("text/plain", "image/png", "application/xml", "application/octet-stream")
      .map((type) => call("grpc", { headers: { "content-type": type } }, { kind: "open" }, ["GMM-0611", ...ALWAYS])),
  ],
  [1, fc.constant(call("grpc", { headers: { te: null } }, { kind: "open" }, WELL_FORMED))],
);
