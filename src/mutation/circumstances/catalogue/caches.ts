import type { Circumstance } from "../circumstance.ts";
import { namedBy, withHeader } from "../answers.ts";
import type { Interference } from "../interposer.ts";
import { managementFault } from "../../faults/management/index.ts";
import { field, type RawRequest } from "../../../servers/http/request.ts";
import type { WireAnswer } from "../../../servers/http/wire.ts";

/** Fields that a cache adds to an answer that it got from behind it, and to one that it had stored. */
interface Fields {
  readonly fetched: readonly (readonly [name: string, value: string])[];
  readonly stored: readonly (readonly [name: string, value: string])[];
}

/** Stores as nginx does that ignores Cache-Control: what was answered to a GET, for as long as a run takes. */
function cache({ fetched, stored }: Fields, keyOf: (request: RawRequest) => string): Interference {
  const answers = new Map<string, WireAnswer>();
  const plus = (answer: WireAnswer, fields: Fields["stored"]): WireAnswer =>
    fields.reduce((each, [name, value]) => withHeader(each, name, value), namedBy("nginx")(answer));
  return {
    before: (request) => {
      const answer = request.method === "GET" ? answers.get(keyOf(request)) : undefined;
      return answer === undefined ? undefined : plus(answer, stored);
    },
    after: (answer, request) => {
      if (request.method === "GET" && [200, 404].includes(answer.status)) answers.set(keyOf(request), answer);
      return plus(answer, fetched);
    },
  };
}

/** The key of a cache that knows that credentials matter. */
function withCredentials(request: RawRequest): string {
  return `${request.target} ${field(request, "authorization") ?? ""}`;
}

/** Ways in which caches say that they had an answer. */
const SAYINGS: readonly (readonly [id: string, fields: Fields])[] = [
  ["age", { fetched: [], stored: [["age", "1"]] }],
  ["x-cache-status", { fetched: [["x-cache-status", "MISS"]], stored: [["x-cache-status", "HIT"]] }],
  ["cache-status", { fetched: [["cache-status", "a; fwd=uri-miss"]], stored: [["cache-status", "a; hit"]] }],
  [
    "age-everywhere",
    {
      fetched: [
        ["age", "1"],
        ["x-cache", "MISS"],
      ],
      stored: [
        ["age", "1"],
        ["x-cache", "HIT"],
      ],
    },
  ],
  ["x-proxy-cache", { fetched: [["x-proxy-cache", "MISS"]], stored: [["x-proxy-cache", "HIT"]] }],
];

const BLOCKED =
  /^A cache of nginx in front of \S+ answered in ZITADEL's place \(.+\): let it store no answers to requests/;

/** Caches that store answers to requests with credentials. */
export const CACHE_CIRCUMSTANCES: readonly Circumstance[] = [
  ...SAYINGS.map(([id, fields]): Circumstance => ({
    id: `cache/${id}`,
    statement: `a cache stores answers to requests with credentials, and says so in ${id}`,
    modes: ["provisioned"],
    between: () => cache(fields, withCredentials),
    told: { projectionTimeout: 10_000 },
    scenarios: true,
    expects: { blocked: BLOCKED },
  })),
  {
    id: "cache/for-everybody",
    statement: "a cache answers everybody with what it stored for one user, and says so",
    modes: ["provisioned"],
    between: () => cache(SAYINGS[1]?.[1] ?? { fetched: [], stored: [] }, ({ target }) => target),
    told: { projectionTimeout: 10_000 },
    scenarios: true,
    expects: { blocked: BLOCKED },
  },
  {
    id: "cache/stores-nothing",
    statement: "a cache stores nothing and says so, an Age is on every answer, and the server lets in a removed token",
    modes: ["provisioned"],
    server: ({ reference }) => [managementFault("token/removed-works").make(reference.server.state)],
    between: () => ({ after: (answer) => withHeader(withHeader(answer, "age", "1"), "x-cache", "MISS") }),
    told: { projectionTimeout: 10_000 },
    scenarios: true,
    // Who is let in by this fault is let into every organisation.
    expects: { fails: ["GMM-0514", "GMM-1104"] },
  },
];
