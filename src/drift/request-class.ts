import { expectationOn, secondRequest, type Case, type CaseRequest } from "../contract/case.ts";
import type { CodeName } from "../contract/codes.ts";
import { tokenOf } from "../runner/credentials.ts";
import { CASES } from "../cases/index.ts";
import type { Transport } from "../contract/transport.ts";

/**
 * The class of a request, as far as it decides how a changed answer affects clients: `stored` and `missing` keys, bad
 * `credentials` (`credentials-unheld` for a key that their owner may not hold), a request that is `invalid` or
 * `malformed` on the wire, a `method`, a `preflight`, plain `options`, or something of which nothing is promised (`open`).
 */
export type RequestClass =
  | "stored"
  | "missing"
  | "credentials"
  | "credentials-unheld"
  | "invalid"
  | "malformed"
  | "method"
  | "preflight"
  | "options"
  | "open";

/** Anything that names a case by its id. */
type OfCase = Pick<Place, "case">;

/** The case and the transport of an answer. */
interface Place {
  readonly case: string;
  readonly transport: Transport;
}

interface Index {
  readonly byId: ReadonlyMap<string, Case>;
  /** The first case with an expectation for each request: parity cases send requests whose answers other cases expect. */
  readonly byRequest: ReadonlyMap<string, Case>;
  /** The key of each case's request, by the case's id. */
  readonly keys: ReadonlyMap<string, string>;
}

let made: Index | undefined;

/** Made when first used: by then a user's own cases are among the cases. */
function index(): Index {
  made ??= makeIndex();
  return made;
}

function makeIndex(): Index {
  const keys = new Map(CASES.map(({ id, request }) => [id, JSON.stringify(request)]));
  const expecting = CASES.filter(({ expect }) => expect.kind !== "open").reverse();
  return {
    byId: new Map(CASES.map((testCase) => [testCase.id, testCase])),
    byRequest: new Map(expecting.map((testCase) => [keys.get(testCase.id) ?? "", testCase])),
    keys,
  };
}

/**
 * The class of the first or second request of an answer's case; `open` for a case that this suite does not have. A request
 * may be another one over another transport: no path addresses an empty key.
 */
export function requestClassOf(answer: Place, which: "first" | "second"): RequestClass {
  const found = expectingCase(answer);
  if (found === undefined) return "open";
  const request = which === "second" ? (secondRequest(found) ?? found.request) : found.request;
  const expect = expectationOn(found, answer.transport);
  switch (expect.kind) {
    case "stored":
    case "stored-or-missing":
      return "stored";
    case "head":
      return "method";
    case "method-refused":
      // The key is read afterwards, to check that nothing changed.
      return which === "second" ? "stored" : "method";
    case "preflight":
      return "preflight";
    case "error":
      return requestClassOfError(found, request, expect.codes);
    case "open":
      return request.rest?.method === "OPTIONS" ? "options" : "open";
  }
}

function requestClassOfError({ group }: Case, request: CaseRequest, codes: readonly CodeName[]): RequestClass {
  const owner = tokenOf(request.credential);
  if (group === "bad-token" || owner !== "subject") {
    const holdsKey = request.key === "{key}" && (owner === "subject" || owner === undefined);
    return holdsKey ? "credentials" : "credentials-unheld";
  }
  const { rawBody, headers } = request.rpc ?? {};
  if (rawBody !== undefined || headers?.["grpc-timeout"] !== undefined) return "malformed";
  if (codes.length > 1 || request.rest?.rawPath !== undefined) return "open";
  return codes[0] === "NOT_FOUND" ? "missing" : "invalid";
}

/** True when the documents permit several refusals in this case. */
export function hasPermittedAlternative(answer: Place): boolean {
  const found = expectingCase(answer);
  if (found === undefined) return false;
  const expect = expectationOn(found, answer.transport);
  return expect.kind === "error" ? expect.codes.length > 1 || expect.statuses !== undefined : expect.kind === "open";
}

/** The case of an answer, or the case with the expectation for the same request. */
function expectingCase({ case: id }: OfCase): Case | undefined {
  const own = index().byId.get(id);
  return own?.expect.kind === "open" ? (index().byRequest.get(questionOf({ case: id })) ?? own) : own;
}

/** Key of the request of an answer's case, equal for equal requests: two cases with the same request share one exchange. */
export function questionOf({ case: id }: OfCase): string {
  return index().keys.get(id) ?? id;
}
