import { setImmediate } from "node:timers/promises";
import type { Circumstance, World } from "../circumstance.ts";
import {
  envoyUnavailable,
  hangUp,
  haproxyPage,
  isGrpc,
  nginxPage,
  page,
  withHeader,
  withoutDatabase,
} from "../answers.ts";
import type { Interference } from "../interposer.ts";
import type { WireAnswer } from "../../../servers/http/wire.ts";
import type { RawRequest } from "../../../servers/http/request.ts";

/** Requests after which the preflight is over and cases are under way. */
const UNDER_WAY = 60;
/** Requests that fail while a server restarts. */
const RESTART = 30;

/** Answers that are on their way when a server ends. */
const CUT = 8;

/** True for so many requests in the middle of a run. */
function isMeanwhile(nth: number, length: number): boolean {
  return nth > UNDER_WAY && nth <= UNDER_WAY + length;
}

/** Answers in place of the server for some requests in the middle of a run. */
export function during(
  answer: (request: RawRequest, nth: number) => WireAnswer | undefined,
  length = RESTART,
): () => Interference {
  return () => ({
    before: (request, nth) => (isMeanwhile(nth, length) ? answer(request, nth) : undefined),
  });
}

/** Answers in place of the server from the middle of a run to its end. */
function since(answer: (request: RawRequest) => WireAnswer | undefined): () => Interference {
  return during(answer, Infinity);
}

/** Turns of the event loop in which answers that have begun come to their end. */
const TURNS = 20;
/** Milliseconds, more than a run has. */
const NEVER = 3_600_000;

/** Ends every connection in the middle of a run and listens again once somebody waits. What has begun is answered to its end. */
function restart({ clock }: World): Interference {
  let isEnding = false;
  let end = (): Promise<void> => Promise.resolve();
  return {
    started: (interposer) => {
      end = async () => {
        for (let turn = 0; turn < TURNS; turn += 1) await setImmediate();
        isEnding = false;
        clock.onceWaiting(() => void interposer.restart());
        void interposer.stop();
      };
    },
    before: (_, nth) => {
      if (nth === UNDER_WAY) {
        isEnding = true;
        void end();
      }
      return isEnding ? { ...hangUp(), delay: NEVER } : undefined;
    },
  };
}

/** Under load one request might be the seventh each time that it is sent again. */
function resetsSevenths(): Interference {
  const reset = new Set<string>();
  return {
    before: ({ method, target, headers, body }, nth) => {
      const request = JSON.stringify([method, target, [...headers], body.toString("latin1")]);
      if (nth % 7 !== 0 || reset.has(request)) return undefined;
      reset.add(request);
      return hangUp();
    },
  };
}

const PASS = { verdict: "pass", retried: true } as const;
const asksToWait = (wire: WireAnswer): WireAnswer => withHeader(wire, "retry-after", "1");

/** Servers that are away, for a moment or for good. */
export const RESTART_CIRCUMSTANCES: readonly Circumstance[] = [
  {
    id: "restart/502-html",
    statement: "nginx answers 502 with its page while the server restarts",
    modes: ["read-only", "provisioned"],
    between: during(() => nginxPage(502, "Bad Gateway")),
    expects: PASS,
  },
  {
    id: "restart/503-html",
    statement: "HAProxy answers 503 with its page while the server restarts",
    modes: ["read-only", "provisioned"],
    between: during(() => haproxyPage(503, "Service Unavailable")),
    expects: PASS,
  },
  {
    id: "restart/503-retry-after",
    statement: "a gateway answers 503 with Retry-After while the server restarts",
    modes: ["provisioned"],
    between: during(() => asksToWait(nginxPage(503, "Service Unavailable"))),
    expects: PASS,
  },
  {
    id: "restart/504-html",
    statement: "nginx answers 504 with its page for a moment",
    modes: ["with-value"],
    between: during(() => nginxPage(504, "Gateway Time-out")),
    expects: PASS,
  },
  {
    id: "restart/502-empty",
    statement: "a load balancer answers 502 without content for a moment",
    modes: ["provisioned"],
    between: during(() => page(502, "awselb/2.0", "")),
    expects: PASS,
  },
  {
    id: "restart/502-json",
    statement: "an API gateway answers 502 with JSON of its own for a moment",
    modes: ["provisioned"],
    between: during(() => page(502, undefined, '{"message":"Internal server error"}', "application/json")),
    expects: PASS,
  },
  {
    id: "restart/in-preflight",
    statement: "the server restarts just as a run begins",
    modes: ["read-only"],
    between: () => ({ before: (_, nth) => (nth <= 3 ? nginxPage(502, "Bad Gateway") : undefined) }),
    expects: PASS,
  },
  {
    id: "restart/envoy-grpc",
    statement: "Envoy answers gRPC with a status of its own while it knows no server",
    modes: ["provisioned"],
    between: during((request) => (isGrpc(request) ? envoyUnavailable() : nginxPage(503, "Service Unavailable"))),
    expects: PASS,
  },
  {
    id: "restart/refused",
    statement: "nothing listens for a moment in the middle of a run",
    modes: ["read-only", "provisioned"],
    between: restart,
    expects: PASS,
  },
  {
    id: "restart/502-stays",
    statement: "nginx answers 502 from the first request on",
    modes: ["read-only"],
    between: () => ({ before: () => nginxPage(502, "Bad Gateway") }),
    expects: { blocked: /is not ready to be tested \(HTTP 502 with text\/html\)/ },
  },
  {
    id: "restart/502-begins",
    statement: "the server goes away in the middle of a run and does not come back",
    modes: ["provisioned"],
    between: since(() => nginxPage(502, "Bad Gateway")),
    expects: { blocked: /^Nginx in front of \S+ answered in ZITADEL's place \(HTTP 502 with text\/html/ },
  },
  {
    id: "restart/database",
    statement: "the vendor's database restarts in the middle of a run",
    modes: ["read-only", "provisioned"],
    between: during(withoutDatabase),
    expects: PASS,
  },
  {
    id: "restart/database-begins",
    statement: "the vendor's database goes away in the middle of a run and does not come back",
    modes: ["provisioned"],
    between: since(withoutDatabase),
    expects: { blocked: /^\S+ cannot reach its database, as it says \(.+\): see that the database is up/ },
  },
  {
    id: "restart/database-stays",
    statement: "the vendor has no database from the first request on",
    modes: ["read-only"],
    between: () => ({ before: withoutDatabase }),
    expects: { blocked: /^\S+ cannot reach its database, as it says \(HTTP 500/ },
  },
  {
    id: "restart/reset",
    statement: "every seventh connection is reset, and none twice for the same request",
    modes: ["read-only", "provisioned"],
    between: resetsSevenths,
    expects: PASS,
  },
  {
    id: "restart/cut",
    statement: "the server restarts in the middle of its answers",
    modes: ["read-only", "provisioned"],
    between: () => ({
      after: (answer, _, nth) => (isMeanwhile(nth, CUT) ? { ...answer, ending: "cut" } : answer),
    }),
    expects: PASS,
  },
  {
    id: "restart/reset-stays",
    statement: "every connection is reset from the middle of a run on",
    modes: ["with-value", "provisioned"],
    between: since(() => hangUp()),
    expects: { blocked: /closed the connection before it answered/ },
  },
  {
    id: "restart/429",
    statement: "a gateway answers 429 and asks to wait for a second, for a moment",
    modes: ["provisioned"],
    between: during(() => asksToWait(nginxPage(429, "Too Many Requests")), 10),
    expects: PASS,
  },
  {
    id: "restart/429-stays",
    statement: "a gateway answers 429 from the middle of a run on",
    modes: ["read-only"],
    between: since(() => nginxPage(429, "Too Many Requests")),
    expects: { blocked: /answered HTTP 429.*set MAX_REQUESTS_PER_SECOND/ },
  },
];
