import type { Circumstance } from "../circumstance.ts";
import { page } from "../answers.ts";
import type { Interference } from "../interposer.ts";
import { error as anyError, errorWith } from "../../faults/change.ts";
import { openReference } from "../../../servers/reference/open.ts";
import { authenticate } from "../../../servers/reference/authenticate.ts";
import type { ReferenceServer } from "../../../servers/reference/server.ts";
import type { Behaviour } from "../../../servers/reference/behaviour.ts";
import { OPERATION } from "../../../contract/operation.ts";

/** A second replica of the same instance, as another release or with a fault has it: both have one database. */
async function beside(behaviour: Behaviour, first: ReferenceServer): Promise<Interference> {
  const second = await openReference();
  const sameUsers: Behaviour = { authentication: (_, { raw }) => authenticate(raw, first.state) };
  second.server.setBehaviours([sameUsers, behaviour]);
  return {
    upstream: (nth) => (nth % 2 === 0 ? second.server.respond : first.respond),
    close: () => second.close(),
  };
}

/** An older release answers 500 and code 2 where credentials are missing. */
const OLDER: Behaviour = errorWith(16, (error) => ({ ...error, code: 2, status: 500 }));

/** Fails for every key. */
const BROKEN: Behaviour = {
  answer: (answer) =>
    answer.kind === "entry"
      ? { kind: "error", error: { code: 13, status: 500, message: "internal", id: "QUERY-1", headers: [] } }
      : answer,
};

/** Ids name places in the source, and move with it. */
const OTHER_BUILD: Behaviour = anyError((found) => ({ ...found, id: "QUERY-abcdE" }));

const notFound = () => page(404, undefined, '{"code":5,"message":"Not Found","details":[]}', "application/json");
const isOperation = (target: string): boolean =>
  target.startsWith(OPERATION.pathPrefix) || target === OPERATION.rpcPath;

/** What stands behind one address. */
export const DEPLOYMENT_CIRCUMSTANCES: readonly Circumstance[] = [
  {
    id: "deployment/two-releases",
    statement: "two replicas of different releases answer in turn",
    modes: ["read-only", "provisioned"],
    between: ({ reference }) => beside(OLDER, reference.server),
    expects: {
      blocked: /is a mixed deployment: the same request without a token was answered HTTP 401.*, then HTTP 500/,
    },
  },
  {
    id: "deployment/one-broken",
    statement: "one of two replicas fails for every key",
    modes: ["read-only"],
    between: ({ reference }) => beside(BROKEN, reference.server),
    expects: { blocked: /is a mixed deployment: the same request for the key was answered HTTP 200, then HTTP 500/ },
  },
  {
    id: "deployment/two-equal",
    statement: "two replicas of the same release answer in turn",
    modes: ["read-only"],
    between: ({ reference }) => beside({}, reference.server),
    expects: { verdict: "pass" },
  },
  {
    id: "deployment/two-builds",
    statement: "two replicas of the same release answer in turn whose builds have other ids of places",
    modes: ["read-only"],
    between: ({ reference }) => beside(OTHER_BUILD, reference.server),
    expects: { verdict: "pass" },
  },
  {
    id: "deployment/gone",
    statement: "the release no longer has the operation",
    modes: ["read-only", "provisioned"],
    between: () => ({ before: ({ target }) => (isOperation(target) ? notFound() : undefined) }),
    expects: { blocked: /answers, and the operation is gone/ },
  },
  {
    id: "deployment/wrong-path",
    statement: "the address has a path under which the console is, and not the API",
    modes: ["read-only"],
    told: { path: "/ui" },
    between: () => ({
      before: ({ target }) => (target.startsWith("/ui/") ? page(200, undefined, "<html>Console</html>") : undefined),
    }),
    expects: { blocked: /its API is not under the path \/ui: set ZITADEL_BASE_URL to http:\/\/127\.0\.0\.1:\d+\./ },
  },
];
