import { define, SOURCES as S } from "./define.ts";

/** What every error must be. */
export const ERROR_BODY = define("error-body", [
  ["GMM-0501", "MUST", ["rest"], "An error has a documented media type", `${S.docs}, Responses, default`],
  [
    "GMM-0502",
    "MUST",
    ["rest"],
    "The body of an error satisfies the documented schema",
    `${S.docs}, Responses, default, Schema`,
  ],
  [
    "GMM-0503",
    "MUST",
    "all",
    "An error carries a google.rpc.Code other than OK",
    `${S.codes}; ${S.status}, Status.code`,
  ],
  ["GMM-0504", "MUST", ["rest"], "The code fits the HTTP status", `${S.codes}, HTTP Mapping`],
  ["GMM-0505", "SHOULD", "all", "An error carries a message for people", `${S.status}, Status.message`],
  [
    "GMM-0506",
    "MUST",
    "all",
    "Every detail of an error names its type",
    `${S.docs}, Responses, default, Example; ${S.protoJson}, Any`,
  ],
  [
    "GMM-0507",
    "MUST",
    "all",
    "No answer holds a stack trace, SQL, an internal address or a token",
    "OWASP ASVS 5.0 §16.5.1; CWE-209",
  ],
  ["GMM-0508", "MUST", "rpc", "grpc-status is a decimal number without leading zeros", `${S.grpc}, Responses, Status`],
  ["GMM-0509", "MUST", "rpc", "grpc-message is percent-encoded UTF-8", `${S.grpc}, Responses, Status-Message`],
  [
    "GMM-0510",
    "MUST",
    "rpc",
    "grpc-status-details-bin agrees with grpc-status and grpc-message",
    `${S.grpc}, Responses, Status-Details`,
  ],
  ["GMM-0511", "MUST", "rpc", "An error carries no response message", `${S.grpc}, Responses; ${S.statusCodes}`],
  [
    "GMM-0512",
    "MUST",
    "all",
    "The code of an error does not depend on the language asked for",
    `${S.status}, Status.message (localised by the client); RFC 9110 §12.5.4`,
  ],
  [
    "GMM-0513",
    "MUST",
    ["rest"],
    "The body of an error is one JSON text in UTF-8 without duplicate members",
    "RFC 8259 §2, §4, §8.1",
  ],
  [
    "GMM-0514",
    "MUST",
    "all",
    "An unknown organisation in the request context is refused as the client's error",
    `${S.codes}, PERMISSION_DENIED, NOT_FOUND, INVALID_ARGUMENT`,
  ],
]);
