import type { Context } from "../../servers/reference/behaviour.ts";
import { both, header, isRest, isRpc, wire } from "./change.ts";
import { define } from "./define.ts";

const isPreflight = ({ call }: Context): boolean => call.route.kind === "preflight";
const isAnswer = (context: Context): boolean => !isPreflight(context);

/** What may be wrong with requests from pages of other origins. */
export const CORS_FAULTS = define("cors", [
  [
    "web-preflight-refused",
    "a preflight for gRPC-Web is refused",
    "GMM-0818",
    ["grpc-web"],
    wire(both(isPreflight, isRpc), (answer) => ({ ...answer, status: 403 })),
  ],
  [
    "web-headers-not-allowed",
    "a preflight for gRPC-Web does not allow its fields",
    "GMM-0818",
    ["grpc-web"],
    header(both(isPreflight, isRpc), "access-control-allow-headers", "content-type"),
  ],
  [
    "web-no-origin",
    "no page may read a gRPC-Web answer",
    "GMM-0819",
    ["grpc-web"],
    header(both(isAnswer, isRpc), "access-control-allow-origin", undefined),
  ],
  [
    "rest-preflight-refused",
    "a preflight for REST is refused",
    "GMM-0820",
    ["rest"],
    wire(both(isPreflight, isRest), (answer) => ({
      ...answer,
      status: 405,
      headers: [...answer.headers, ["allow", "GET"]],
    })),
  ],
  [
    "rest-headers-wildcard",
    "a preflight for REST allows any field but Authorization",
    "GMM-0820",
    ["rest"],
    header(both(isPreflight, isRest), "access-control-allow-headers", "*"),
  ],
  [
    "rest-no-origin",
    "no page may read a REST answer",
    "GMM-0821",
    ["rest"],
    header(both(isAnswer, isRest), "access-control-allow-origin", undefined),
  ],
  [
    "rest-other-origin",
    "only another page may read a REST answer",
    "GMM-0821",
    ["rest"],
    header(both(isAnswer, isRest), "access-control-allow-origin", "https://console.example.com"),
  ],
  [
    "wildcard-with-credentials",
    "any page may read, with credentials",
    "GMM-0824",
    ["rest"],
    header(isRest, "access-control-allow-origin", "*"),
    "risky",
  ],
]);
