import fc from "fast-check";
import { ALWAYS, ERROR } from "../../cases/requirement-sets.ts";
import { TRANSPORTS } from "../../contract/transport.ts";
import type { CaseRequest } from "../../contract/case.ts";
import { choice } from "./choice.ts";
import { origins } from "./fields.ts";
import { pair, single, type Generated } from "./generated.ts";

const transports = fc.constantFrom(...TRANSPORTS);

/** What a browser asks before a request of a page (WHATWG Fetch §4.8). */
export const preflights: fc.Arbitrary<Generated> = fc
  .record({ isRest: fc.boolean(), origin: origins, more: fc.subarray(["x-grpc-web", "x-user-agent"]) })
  .map(({ isRest, origin, more }) => {
    const names = isRest ? ["authorization"] : ["authorization", "content-type", ...more];
    const headers = {
      origin,
      "access-control-request-method": isRest ? "GET" : "POST",
      "access-control-request-headers": names.join(","),
    };
    return single({
      group: "wire",
      name: "preflight",
      title: "A preflight lets a page make the request",
      transport: isRest ? "rest" : "grpc-web",
      request: {
        key: "{key}",
        credential: "none",
        rest: { method: "OPTIONS", headers },
        rpc: { method: "OPTIONS", headers },
      },
      expect: { kind: "preflight" },
      requirements: [isRest ? "GMM-0820" : "GMM-0818", "GMM-0824", ...ALWAYS],
    });
  });

function withHeaders(key: string, headers: Readonly<Record<string, string>>): CaseRequest {
  return { key, credential: "subject", rest: { headers }, rpc: { headers } };
}

/** An organisation that does not exist. */
const organisations = fc
  .record({
    transport: transports,
    id: choice([1, fc.constant("123")], [1, fc.bigInt({ min: 1n, max: 999_999n }).map(String)]),
  })
  .map(({ transport, id }) =>
    single({
      group: "error-body",
      name: "organisation",
      title: "An unknown organisation is refused",
      transport,
      request: withHeaders("{key}", { "x-zitadel-orgid": id }),
      expect: { kind: "error", codes: ["PERMISSION_DENIED", "NOT_FOUND", "INVALID_ARGUMENT", "FAILED_PRECONDITION"] },
      requirements: ["GMM-0514", "GMM-0309", ...ERROR],
    }),
  );

/** An error in a language, and the same in English. */
const languages = fc
  .record({ transport: transports, language: fc.constantFrom("de", "fr", "xx", "it", "pt-BR", "de;q=0.1, es", "*") })
  .map(({ transport, language }) =>
    pair(
      {
        group: "error-body",
        name: "language",
        title: "An error has the same code in every language",
        transport,
        request: withHeaders("{missing}", { "accept-language": language }),
        expect: { kind: "error", codes: ["NOT_FOUND"] },
        requirements: ["GMM-0201", "GMM-0512", "GMM-0309", ...ERROR],
      },
      withHeaders("{missing}", { "accept-language": "en" }),
    ),
  );

/** A bad token for a key that exists, and for one that does not. */
const oracles = transports.map((transport) =>
  pair(
    {
      group: "bad-token",
      name: "oracle",
      title: "A bad token is answered alike for keys that exist and keys that do not",
      transport,
      request: { key: "{key}", credential: "garbage" },
      expect: { kind: "error", codes: ["UNAUTHENTICATED"] },
      requirements: ["GMM-0418", ...ALWAYS],
    },
    { key: "{missing}", credential: "garbage" },
  ),
);

/** Errors of other kinds than a missing key and bad credentials, and errors that must not differ. */
export const errors: fc.Arbitrary<Generated> = choice([2, organisations], [2, languages], [1, oracles]);
