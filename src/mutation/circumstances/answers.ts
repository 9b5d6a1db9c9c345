import { field, type RawRequest } from "../../servers/http/request.ts";
import { withContent, withHeader, type WireAnswer } from "../../servers/http/wire.ts";

/** An answer of an intermediary's own. */
export function page(status: number, server: string | undefined, body: string, type = "text/html"): WireAnswer {
  const bytes = Buffer.from(body);
  return {
    status,
    headers: [
      ...(server === undefined ? [] : [["server", server] as const]),
      ["date", new Date().toUTCString()],
      ...(body === "" ? [] : [["content-type", type] as const]),
      ["content-length", String(bytes.length)],
    ],
    chunks: body === "" ? [] : [bytes],
    trailers: [],
    ending: "complete",
    delay: 0,
  };
}

/** The page that nginx has for a status. */
export function nginxPage(status: number, reason: string): WireAnswer {
  const title = `${String(status)} ${reason}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return page(status, "nginx", body);
}

/** The page of HAProxy, which names itself nowhere. */
export function haproxyPage(status: number, reason: string): WireAnswer {
  return page(
    status,
    undefined,
    `<html><body><h1>${String(status)} ${reason}</h1>\nNo server is available.\n</body></html>\n`,
  );
}

/** The connection is closed without an answer. */
export function hangUp(): WireAnswer {
  return { ...page(0, undefined, ""), ending: "none" };
}

/** A redirect to another place. */
export function redirect(location: string): WireAnswer {
  return withHeader(nginxPage(302, "Found"), "location", location);
}

/** An RPC's status in the headers, as intermediaries answer, in the type of the request or in another one. */
export function trailersOnly(
  request: RawRequest | string,
  status: string,
  fields: Readonly<Record<string, string>>,
): WireAnswer {
  const type = typeof request === "string" ? request : (field(request, "content-type") ?? "application/grpc");
  const headers = [["content-type", type], ["grpc-status", status], ...Object.entries(fields)] as const;
  return { status: 200, headers, chunks: [], trailers: [], ending: "complete", delay: 0 };
}

/** Envoy's own error over gRPC. */
export function envoyUnavailable(): WireAnswer {
  return trailersOnly("application/grpc", "14", { "grpc-message": "no healthy upstream", server: "envoy" });
}

/** What the vendor answers while it cannot connect to its database; to what is no call of its API it needs none. */
export function withoutDatabase(request: RawRequest): WireAnswer | undefined {
  if (request.method === "OPTIONS" || (request.method === "POST" && !isRpc(request))) return undefined;
  const message = "db connection error ()";
  if (isRpc(request)) return trailersOnly(request, "13", { "grpc-message": message });
  return page(500, undefined, JSON.stringify({ code: 13, message, details: [] }), "application/json");
}

/** As nginx and others pass an answer on: their name is on it. */
export function namedBy(server: string): (answer: WireAnswer) => WireAnswer {
  return (answer) => withHeader(answer, "server", server);
}

/** True for a request over gRPC. */
export function isGrpc(request: RawRequest): boolean {
  return request.httpVersion === "2.0" && /^application\/grpc(\+|;|$)/.test(field(request, "content-type") ?? "");
}

/** True for a request over gRPC-Web. */
export function isGrpcWeb(request: RawRequest): boolean {
  return (field(request, "content-type") ?? "").startsWith("application/grpc-web");
}

/** True for a request over gRPC or gRPC-Web, and not for a GET that has their media type. */
export function isRpc(request: RawRequest): boolean {
  return request.method === "POST" && (isGrpc(request) || isGrpcWeb(request));
}

export { withContent, withHeader };
