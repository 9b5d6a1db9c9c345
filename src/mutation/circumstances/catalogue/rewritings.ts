import { posix } from "node:path";
import type { Circumstance } from "../circumstance.ts";
import { errorWith } from "../../faults/change.ts";
import { isGrpcWeb, isRpc, namedBy, page, withContent, withHeader } from "../answers.ts";
import type { Interference } from "../interposer.ts";
import type { Behaviour } from "../../../servers/reference/behaviour.ts";
import { content, type WireAnswer } from "../../../servers/http/wire.ts";
import { field, type RawRequest } from "../../../servers/http/request.ts";

/** Adds what a gRPC-Web proxy adds to an answer that has its status in the headers. */
function afterHeaders(trailer: (status: string) => string): Interference {
  return {
    after: (answer, request) => {
      const status = answer.headers.find(([name]) => name === "grpc-status")?.[1];
      if (!isGrpcWeb(request) || status === undefined || content(answer).length > 0) return answer;
      const payload = Buffer.from(trailer(status));
      const prefix = Buffer.from([0x80, 0, 0, 0, payload.length]);
      const frame = Buffer.concat([prefix, payload]);
      const isText = field(request, "content-type")?.startsWith("application/grpc-web-text") === true;
      return withContent(withHeader(answer, "content-length", "0"), isText ? frame.toString("base64") : frame);
    },
  };
}

/** The server has the status of its errors in the headers, and nothing after them. */
const TRAILERS_ONLY: Behaviour = {
  rpc: (answer, { answer: { kind } }) => (kind === "error" ? { ...answer, frames: [], trailersOnly: true } : answer),
};

/** As nginx passes a path on where its proxy_pass has a path: decoded, with dots resolved. */
const DECODES_SLASHES: Behaviour = {
  raw: (raw) => (/%2f/i.test(raw.target) ? { ...raw, target: posix.normalize(raw.target.replace(/%2f/gi, "/")) } : raw),
};

/** A server whose own router takes an encoded slash for a slash, as some releases do; it resolves no dots. */
const ROUTES_SLASHES: Behaviour = { raw: (raw) => ({ ...raw, target: raw.target.replace(/%2f/gi, "/") }) };

/** As Envoy answers with UNESCAPE_AND_REDIRECT, which its documentation recommends at the edge. */
function toDecodedSlashes(request: RawRequest): WireAnswer | undefined {
  if (isRpc(request) || !/%2f/i.test(request.target)) return undefined;
  return withHeader(page(307, "envoy", ""), "location", request.target.replace(/%2f/gi, "/"));
}

/** As Amazon API Gateway passes fields on that it has a use of its own for. */
function remapped(answer: WireAnswer): WireAnswer {
  const headers = answer.headers.map(
    ([name, value]) => [/^(www-authenticate|date)$/.test(name) ? `x-amzn-remapped-${name}` : name, value] as const,
  );
  return { ...answer, headers: [...headers, ["date", new Date().toUTCString()], ["x-amz-apigw-id", "a1"]] };
}

/** As nginx answers with proxy_intercept_errors and an error_page that returns 200. */
const INTERCEPTS: Interference = {
  after: (answer) => {
    if (![401, 404].includes(answer.status)) return namedBy("nginx/1.22.1")(answer);
    return page(200, "nginx/1.22.1", '{"code":5,"message":"not found","details":[]}', "application/json");
  },
};

/** Intermediaries that change paths or answers as they pass them on. */
export const REWRITING_CIRCUMSTANCES: readonly Circumstance[] = [
  {
    id: "rewriting/paths",
    statement: "nginx decodes paths before it passes them on",
    modes: ["read-only", "provisioned"],
    server: () => [DECODES_SLASHES],
    between: () => ({ after: namedBy("nginx/1.22.1") }),
    expects: {
      verdict: "pass",
      inapplicable: /^nginx in front of \S+ decodes %2F in paths.*proxy_pass without a path/,
      notes: /^nginx in front of \S+ decodes %2F in paths/,
    },
  },
  {
    id: "rewriting/router-of-the-vendor",
    statement: "nginx passes paths on as they come, and the server's own router takes an encoded slash for a slash",
    modes: ["provisioned"],
    server: () => [ROUTES_SLASHES],
    between: () => ({ after: namedBy("nginx/1.22.1") }),
    expects: { fails: ["GMM-0304", "GMM-0905"] },
  },
  {
    id: "rewriting/statuses",
    statement: "nginx makes a success of each error that says who is not let in, or what is not found",
    modes: ["read-only", "provisioned", "provisioning"],
    between: () => INTERCEPTS,
    expects: {
      blocked:
        /^Nginx in front of \S+ (rewrites the status of errors|answered in ZITADEL's place).*proxy_intercept_errors/,
    },
  },
  {
    id: "rewriting/statuses-of-the-vendor",
    statement: "nginx passes answers on as they come, and the server makes successes of errors",
    modes: ["read-only"],
    server: () => [errorWith(5, (error) => ({ ...error, status: 200 }))],
    between: () => ({ after: namedBy("nginx/1.22.1") }),
    expects: { fails: ["GMM-0106", "GMM-0201", "GMM-0319", "GMM-0905"] },
  },
  {
    id: "rewriting/envoy-slashes",
    statement: "Envoy redirects a path with an encoded slash to the decoded one",
    modes: ["read-only", "provisioned"],
    between: () => ({ before: toDecodedSlashes, after: namedBy("envoy") }),
    expects: { verdict: "pass", inapplicable: /^envoy in front of \S+ decodes %2F in paths.*in Envoy, path_with/ },
  },
  {
    id: "rewriting/challenges",
    statement: "Amazon API Gateway gives challenges and dates other names",
    modes: ["provisioned"],
    between: () => ({ after: (answer, request) => (isRpc(request) ? answer : remapped(answer)) }),
    expects: { verdict: "pass" },
  },
  {
    id: "rewriting/empty-trailer-frame",
    statement: "a gRPC-Web proxy adds an empty trailer frame to a status in the headers",
    modes: ["provisioned"],
    server: () => [TRAILERS_ONLY],
    between: () => afterHeaders(() => ""),
    expects: { verdict: "pass" },
  },
  {
    id: "rewriting/status-twice",
    statement: "a gRPC-Web proxy has the same status in the headers and in the trailer frame",
    modes: ["provisioned"],
    server: () => [TRAILERS_ONLY],
    between: () => afterHeaders((status) => `grpc-status: ${status}\r\n`),
    // The frame has no message, and is where the status is looked for first.
    expects: { fails: ["GMM-0804"], deviates: ["GMM-0505"] },
  },
];
