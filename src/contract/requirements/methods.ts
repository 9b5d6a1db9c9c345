import { define, SOURCES as S } from "./define.ts";

/** Methods other than the documented one. */
export const METHODS = define("methods", [
  {
    id: "GMM-0701",
    level: "MUST",
    drift: "risky",
    transports: ["rest"],
    statement: "A method that the operation does not have is refused with 405 or 501",
    source: "RFC 9110 §9.1, §15.5.6, §15.6.2",
  },
  {
    id: "GMM-0702",
    level: "MUST",
    drift: "risky",
    transports: ["rest"],
    statement: "A 405 lists the methods that are allowed",
    source: "RFC 9110 §15.5.6, §10.2.1",
  },
  {
    id: "GMM-0703",
    level: "MUST",
    drift: "breaking",
    transports: ["rest"],
    statement: "HEAD is supported wherever GET is",
    source: "RFC 9110 §9.1",
  },
  {
    id: "GMM-0704",
    level: "SHOULD",
    drift: "risky",
    transports: ["rest"],
    statement: "HEAD has the content type of GET",
    source: "RFC 9110 §9.3.2",
  },
  {
    id: "GMM-0705",
    level: "MUST",
    drift: "breaking",
    transports: ["rest"],
    statement: "A refused method leaves the entry as it was",
    source: "RFC 9110 §15.5",
  },
  {
    id: "GMM-0707",
    level: "MUST",
    drift: "risky",
    transports: ["rest"],
    statement: "OPTIONS is answered with 2xx, or refused with 405 or 501",
    source: "RFC 9110 §9.3.7",
  },
  {
    id: "GMM-0708",
    level: "MUST",
    drift: "risky",
    transports: ["rest"],
    statement: "The Allow field names GET",
    source: `RFC 9110 §10.2.1; ${S.docs}, Request`,
  },
  {
    id: "GMM-0709",
    level: "MUST",
    drift: "breaking",
    transports: ["rest"],
    statement: "HEAD is refused without the credentials that GET needs",
    source: "RFC 9110 §9.3.2, §15.5.2",
  },
]);
