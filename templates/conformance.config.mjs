import { defineConfiguration, header, nothing, PASS, SUCCESS, violation } from "zitadel-conformance";

/** Requirements of your own, beside those of the suite. Each needs a check, and a case that exercises it. */
export default defineConfiguration({
  requirements: [
    {
      id: "OWN-0001",
      level: "SHOULD",
      drift: "compatible",
      transports: ["rest"],
      statement: "A success is at most 64 KiB long",
      source: "Example: the limit of our gateway",
      check: ({ evidence: { exchange, outcome } }) => {
        if (outcome.kind !== "success") return nothing("the answer was not a success");
        const length = exchange.response.body.byteLength;
        if (length <= 65_536) return PASS;
        return violation("body", "at most 65536 bytes", `${length} bytes`, "too long");
      },
    },
    {
      id: "OWN-0002",
      level: "MUST",
      drift: "breaking",
      transports: ["rest", "grpc", "grpc-web"],
      statement: "An answer sets no cookie",
      source: "Example: our API policy",
      check: ({ evidence: { exchange } }) => {
        const cookie = header(exchange.response.headers, "set-cookie");
        return cookie === undefined ? PASS : violation("set-cookie", "no cookie", "a cookie", "present");
      },
    },
  ],
  cases: [
    {
      kind: "single",
      id: "own/as-our-app",
      group: "own",
      title: "The request as our application sends it",
      transports: ["rest", "grpc", "grpc-web"],
      // {key} stands for a key that the user has, {missing} for one that nobody has.
      request: {
        key: "{key}",
        credential: "subject",
        rest: { headers: { "accept-language": "de" } },
        rpc: { headers: { "accept-language": "de" } },
      },
      expect: { kind: "stored" },
      requirements: ["GMM-0101", "OWN-0001", "OWN-0002", ...SUCCESS],
    },
  ],
});
