import type { Context } from "../../servers/reference/behaviour.ts";
import { both, header, isError, isRest, isRpc, rpc, wire } from "./change.ts";
import { define } from "./define.ts";

const isPreflight = ({ call }: Context): boolean => call.route.kind === "preflight";
const isForPages = ({ call }: Context): boolean => call.transport !== "grpc";
const isAnswer = (context: Context): boolean => !isPreflight(context);

/** What may be wrong with requests from pages of other origins. */
export const CORS_FAULTS = define("cors", [
  {
    name: "web-preflight-refused",
    statement: "a preflight for gRPC-Web is refused",
    requirement: "GMM-0818",
    transports: ["grpc-web"],
    behaviour: wire(both(isPreflight, isRpc), (answer) => ({ ...answer, status: 403 })),
  },
  {
    name: "web-headers-not-allowed",
    statement: "a preflight for gRPC-Web does not allow the protocol's header fields",
    requirement: "GMM-0818",
    transports: ["grpc-web"],
    behaviour: header(both(isPreflight, isRpc), "access-control-allow-headers", "content-type"),
  },
  {
    name: "web-preflight-no-origin",
    statement: "a preflight for gRPC-Web allows no origin",
    requirement: "GMM-0818",
    transports: ["grpc-web"],
    behaviour: header(both(isPreflight, isRpc), "access-control-allow-origin", undefined),
  },
  {
    name: "web-no-origin",
    statement: "no page may read a gRPC-Web answer",
    requirement: "GMM-0819",
    transports: ["grpc-web"],
    behaviour: header(both(isAnswer, isRpc), "access-control-allow-origin", undefined),
  },
  {
    name: "web-no-origin-on-errors",
    statement: "no page may read a gRPC-Web error",
    requirement: "GMM-0819",
    transports: ["grpc-web"],
    behaviour: header(both(both(isAnswer, isRpc), isError), "access-control-allow-origin", undefined),
  },
  {
    name: "web-status-hidden",
    statement: "no page may read the status of a gRPC-Web error, which is in the headers",
    requirement: "GMM-0819",
    transports: ["grpc-web"],
    behaviour: {
      ...rpc("error", (answer, { call }) =>
        call.transport === "grpc-web" ? { ...answer, trailersOnly: true } : answer,
      ),
      ...header(both(isAnswer, isRpc), "access-control-expose-headers", undefined),
    },
  },
  {
    name: "rest-preflight-refused",
    statement: "a preflight for REST is refused",
    requirement: "GMM-0820",
    transports: ["rest"],
    behaviour: wire(both(isPreflight, isRest), (answer) => ({
      ...answer,
      status: 405,
      headers: [...answer.headers, ["allow", "GET"]],
    })),
  },
  {
    name: "rest-preflight-no-origin",
    statement: "a preflight for REST allows no origin",
    requirement: "GMM-0820",
    transports: ["rest"],
    behaviour: header(both(isPreflight, isRest), "access-control-allow-origin", undefined),
  },
  {
    name: "rest-headers-wildcard",
    statement: "a preflight for REST allows *, which does not cover Authorization",
    requirement: "GMM-0820",
    transports: ["rest"],
    behaviour: header(both(isPreflight, isRest), "access-control-allow-headers", "*"),
  },
  {
    name: "rest-no-origin",
    statement: "no page may read a REST answer",
    requirement: "GMM-0821",
    transports: ["rest"],
    behaviour: header(both(isAnswer, isRest), "access-control-allow-origin", undefined),
  },
  {
    name: "rest-other-origin",
    statement: "only pages of another origin than the client's may read a REST answer",
    requirement: "GMM-0821",
    transports: ["rest"],
    behaviour: header(both(isAnswer, isRest), "access-control-allow-origin", "https://console.example.com"),
  },
  {
    name: "wildcard-with-credentials",
    statement: "any page may read, with credentials",
    requirement: "GMM-0824",
    transports: ["rest", "grpc-web"],
    behaviour: header(isForPages, "access-control-allow-origin", "*"),
    grade: "risky",
  },
]);
