import { define, SOURCES as S } from "./define.ts";

/** Media types asked for, sent and answered. */
export const CONTENT_TYPES = define("content-types", [
  {
    id: "GMM-0601",
    level: "MUST",
    transports: ["rest"],
    statement: "A client that accepts application/json is answered in JSON",
    source: `${S.docs}, Responses; RFC 9110 §12.5.1`,
  },
  {
    id: "GMM-0602",
    level: "MUST",
    transports: ["rest"],
    statement: "Whatever is accepted, the answer has a documented media type, or is 406",
    source: `${S.docs}, Responses; RFC 9110 §15.5.7`,
  },
  {
    id: "GMM-0603",
    level: "MUST",
    transports: ["rest"],
    statement: "The body is of the media type that the answer declares",
    source: "RFC 9110 §8.3",
  },
  {
    id: "GMM-0604",
    level: "MAY",
    transports: ["rest"],
    statement: "A client that accepts only a documented gRPC media type is answered in it",
    source: `${S.docs}, Responses; RFC 9110 §12.5.1`,
  },
  {
    id: "GMM-0605",
    level: "MUST",
    transports: ["rest"],
    statement: "Content-Type on a GET without a body changes nothing",
    source: "RFC 9110 §8.3, §9.3.1",
  },
  {
    id: "GMM-0606",
    level: "MUST",
    transports: ["grpc"],
    statement: "application/grpc+proto is served as application/grpc is",
    source: `${S.grpc}, Requests, Content-Type`,
  },
  {
    id: "GMM-0607",
    level: "MUST",
    transports: ["grpc"],
    statement: "A gRPC answer has a content type of application/grpc",
    source: `${S.grpc}, Responses, Content-Type`,
  },
  {
    id: "GMM-0608",
    level: "MUST",
    transports: ["grpc-web"],
    statement: "application/grpc-web is served as application/grpc-web+proto is",
    source: `${S.grpcWeb}, Protocol differences vs gRPC over HTTP2, Content-Type`,
  },
  {
    id: "GMM-0609",
    level: "SHOULD",
    transports: ["grpc-web"],
    statement: "application/grpc-web-text is served as base64",
    source: `${S.grpcWeb}, Text-encoded streams`,
  },
  {
    id: "GMM-0610",
    level: "MUST",
    transports: ["grpc-web"],
    statement: "A gRPC-Web answer has a content type of application/grpc-web",
    source: `${S.grpcWeb}, Content-Type`,
  },
  {
    id: "GMM-0611",
    level: "SHOULD",
    transports: ["grpc"],
    statement: "A request to the RPC that is not gRPC is answered 415",
    source: `${S.grpc}, Requests, Content-Type`,
  },
  {
    id: "GMM-0612",
    level: "SHOULD",
    transports: "rpc",
    statement: "The answer uses the message format of the request",
    source: `${S.grpc}, Requests, Content-Type; ${S.grpcWeb}, Content-Type`,
  },
]);
