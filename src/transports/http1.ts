import { request as plainRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { request as secureRequest } from "node:https";
import { header, type WireRequest, type WireResponse } from "../protocol/exchange.ts";
import { MAX_HEADER_BYTES, type Driver } from "./driver.ts";
import type { Endpoint } from "./endpoint.ts";
import { failure, timedOut } from "./failure.ts";
import { fieldsOf, joinChunks, toNodeHeaders } from "../protocol/fields.ts";
import { hopTo, type Hop } from "./http1-hop.ts";
import type { TransportError } from "./transport.ts";

/** Methods whose requests have content by definition, so that empty content needs a length (RFC 9110 §8.6). */
const WITH_CONTENT = /^(POST|PUT|PATCH)$/;

/** Fields that Node adds unless they are removed first. */
const NODE_FIELDS = ["connection", "content-length", "transfer-encoding"];

/** HTTP/1.1 over keep-alive connections (RFC 9112). */
export function openHttp1(endpoint: Endpoint): Driver {
  const hop = hopTo(endpoint);
  return {
    send: (request) => exchange(endpoint, hop, request),
    close: () => {
      hop.agent.destroy();
    },
  };
}

function exchange(endpoint: Endpoint, hop: Hop, request: WireRequest): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = start(endpoint, hop, request);
    const chunks: Buffer[] = [];
    let incoming: IncomingMessage | undefined;

    const fail = (error: TransportError): void => {
      clearTimeout(timer);
      outgoing.destroy();
      reject(error);
    };
    const finish = (message: IncomingMessage): void => {
      clearTimeout(timer);
      resolve({
        httpVersion: "1.1",
        status: message.statusCode ?? 0,
        headers: fieldsOf(message.rawHeaders),
        trailers: fieldsOf(message.rawTrailers),
        body: joinChunks(chunks),
        incomplete: !message.complete,
      });
    };
    const timer = setTimeout(() => {
      const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
      const begun = incoming && { status: incoming.statusCode ?? 0, bytes };
      fail(timedOut(endpoint.place, endpoint.timeout, begun));
    }, endpoint.timeout);

    outgoing.on("response", (message) => {
      incoming = message;
      const refusal = hop.refusalOf(message.statusCode ?? 0);
      if (refusal !== undefined) {
        fail(refusal);
        return;
      }
      message.on("data", (chunk: Buffer) => chunks.push(chunk));
      // A truncated message emits `error` and then `close`; its data so far still counts as an answer.
      message.on("error", () => undefined);
      message.on("end", () => {
        finish(message);
      });
      message.on("close", () => {
        finish(message);
      });
    });
    outgoing.on("upgrade", (message, socket) => {
      socket.destroy();
      incoming = message;
      message.complete = true;
      finish(message);
    });
    outgoing.on("error", (error) => {
      if (incoming === undefined) fail(hop.failureOf(error));
    });
    outgoing.on("close", () => {
      if (incoming === undefined) fail(failure("reset", endpoint.place));
    });
    outgoing.end(request.body);
  });
}

/** Starts the request with its own fields and only Host and the length added, which HTTP/1.1 requires. */
function start(endpoint: Endpoint, hop: Hop, request: WireRequest): ClientRequest {
  const { headers, method, body } = request;
  const fields = [...headers, ...hop.fields];
  if (header(headers, "host") === undefined) fields.unshift(["host", endpoint.authority]);
  const framed = header(headers, "content-length") ?? header(headers, "transfer-encoding");
  if (framed === undefined && (body.length > 0 || WITH_CONTENT.test(method))) {
    fields.push(["content-length", String(body.length)]);
  }
  const { agent, peer, origin } = hop;
  const { host, port, secure } = peer;
  const path = `${origin}${request.path}`;
  const options = { agent, host, port, method, path, headers: toNodeHeaders(fields), maxHeaderSize: MAX_HEADER_BYTES };
  const outgoing = secure ? secureRequest(options) : plainRequest(options);
  for (const name of NODE_FIELDS) if (header(fields, name) === undefined) outgoing.removeHeader(name);
  return outgoing;
}
