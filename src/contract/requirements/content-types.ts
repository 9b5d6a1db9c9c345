import { define, SOURCES as S } from "./define.ts";

/** Media types asked for, sent and answered. */
export const CONTENT_TYPES = define("content-types", [
  [
    "GMM-0601",
    "MUST",
    ["rest"],
    "A client that accepts application/json is answered in JSON",
    `${S.docs}, Responses; RFC 9110 §12.5.1`,
  ],
  [
    "GMM-0602",
    "MUST",
    ["rest"],
    "Whatever is accepted, the answer has a documented media type, or is 406",
    `${S.docs}, Responses; RFC 9110 §15.5.7`,
  ],
  ["GMM-0603", "MUST", ["rest"], "The body is of the media type that the answer declares", "RFC 9110 §8.3"],
  [
    "GMM-0604",
    "MAY",
    ["rest"],
    "A client that accepts only a documented gRPC media type is answered in it",
    `${S.docs}, Responses; RFC 9110 §12.5.1`,
  ],
  ["GMM-0605", "MUST", ["rest"], "Content-Type on a GET without a body changes nothing", "RFC 9110 §8.3, §9.3.1"],
  [
    "GMM-0606",
    "MUST",
    ["grpc"],
    "application/grpc+proto is served as application/grpc is",
    `${S.grpc}, Requests, Content-Type`,
  ],
  [
    "GMM-0607",
    "MUST",
    ["grpc"],
    "A gRPC answer has a content type of application/grpc",
    `${S.grpc}, Responses, Content-Type`,
  ],
  [
    "GMM-0608",
    "MUST",
    ["grpc-web"],
    "application/grpc-web is served as application/grpc-web+proto is",
    `${S.grpcWeb}, Protocol differences vs gRPC over HTTP2, Content-Type`,
  ],
  [
    "GMM-0609",
    "SHOULD",
    ["grpc-web"],
    "application/grpc-web-text is served as base64",
    `${S.grpcWeb}, Text-encoded streams`,
  ],
  [
    "GMM-0610",
    "MUST",
    ["grpc-web"],
    "A gRPC-Web answer has a content type of application/grpc-web",
    `${S.grpcWeb}, Content-Type`,
  ],
  [
    "GMM-0611",
    "SHOULD",
    ["grpc"],
    "A request to the RPC that is not gRPC is answered 415",
    `${S.grpc}, Requests, Content-Type`,
  ],
  [
    "GMM-0612",
    "SHOULD",
    "rpc",
    "The answer uses the message format of the request",
    `${S.grpc}, Requests, Content-Type; ${S.grpcWeb}, Content-Type`,
  ],
]);
