import { define, SOURCES as S } from "./define.ts";

/** Methods other than the documented one. */
export const METHODS = define("methods", [
  [
    "GMM-0701",
    "MUST",
    ["rest"],
    "A method that the operation does not have is refused with 405 or 501",
    "RFC 9110 §9.1, §15.5.6, §15.6.2",
  ],
  ["GMM-0702", "MUST", ["rest"], "A 405 lists the methods that are allowed", "RFC 9110 §15.5.6, §10.2.1"],
  ["GMM-0703", "MUST", ["rest"], "HEAD is supported wherever GET is", "RFC 9110 §9.1"],
  ["GMM-0704", "SHOULD", ["rest"], "HEAD has the content type of GET", "RFC 9110 §9.3.2"],
  ["GMM-0705", "MUST", ["rest"], "A refused method changes nothing", "RFC 9110 §15.5"],
  ["GMM-0707", "MUST", ["rest"], "OPTIONS is answered with 2xx, or refused with 405 or 501", "RFC 9110 §9.3.7"],
  ["GMM-0708", "MUST", ["rest"], "The Allow field names GET", `RFC 9110 §10.2.1; ${S.docs}, Request`],
]);
