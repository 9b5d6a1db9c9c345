import type { CodeName } from "./codes.ts";
import type { HttpVersion, Transport } from "./transport.ts";
import type { Group } from "./requirement.ts";
import type { RequirementId } from "./requirements/index.ts";

/** The users whose tokens a case may need. */
export type TokenName = "subject" | "other" | "expired" | "deactivated";

/** The credentials of a case; runner/credentials.ts has how each is written. */
export type Credential =
  | TokenName
  | "none"
  | "garbage"
  | "empty-bearer"
  | "scheme-only"
  | "basic-scheme"
  | "token-scheme"
  | "no-scheme"
  | "lowercase-scheme"
  | "uppercase-scheme"
  | "two-spaces"
  | "truncated"
  | "cut-short"
  | "tampered"
  | "unsigned-jwt"
  | "very-long"
  | "in-query";

/** What a case changes about the REST request; the rest is the documented GET. */
export interface RestParts {
  readonly method?: string;
  /** Raw request target after the operation's path prefix, sent unchanged. */
  readonly rawPath?: string;
  /** Raw query without the question mark. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly httpVersion?: HttpVersion;
}

/** What a case changes about the gRPC or gRPC-Web request; the rest is the documented RPC. */
export interface RpcParts {
  /** `POST`, or `OPTIONS` for a preflight. */
  readonly method?: "POST" | "OPTIONS";
  /** Request path, when it is not the documented RPC's. */
  readonly path?: string;
  /** Header fields to add, or with the value null to leave out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly httpVersion?: HttpVersion;
  /** The whole body as hexadecimal bytes, in place of the framed message. */
  readonly rawBody?: string;
  /** Hexadecimal bytes to append to the request message, inside the frame. */
  readonly extraFields?: string;
}

/**
 * One request as data.
 *
 * `{key}` in the key stands for a key that the target's user has, `{KEY}` for the same key with swapped letter case,
 * `{missing}` for a key that nobody has, `{fresh}` for a new key in each run of a case.
 */
export interface CaseRequest {
  readonly key: string;
  readonly credential: Credential;
  readonly rest?: RestParts;
  readonly rpc?: RpcParts;
}

/** The expected answer of a case. */
export type Expectation =
  /** A success with exactly the value stored under the requested key. */
  | { readonly kind: "stored" }
  /** As `stored` if the user has such a key, NOT_FOUND if not: nothing is assumed about keys that were not given. */
  | { readonly kind: "stored-or-missing" }
  /** An error with one of the codes; over REST with a status that fits the code, or one of `statuses`. */
  | { readonly kind: "error"; readonly codes: readonly CodeName[]; readonly statuses?: readonly number[] }
  /** No promise: only what every answer must keep (no fault of the server's, nobody else's data). */
  | { readonly kind: "open" }
  /** The method is not supported, and refused as such. */
  | { readonly kind: "method-refused" }
  /** As the documented GET, without the content (RFC 9110 §9.3.2). */
  | { readonly kind: "head" }
  /** A CORS preflight that lets the request through. */
  | { readonly kind: "preflight" };

/**
 * One step of a scenario: a change through the vendor's management API, or a request with an expected answer once the
 * change is visible.
 */
export type Step =
  | EntryStep
  /** Steps that begin at once, each with an entry of its own. */
  | { readonly do: "together"; readonly steps: readonly EntryStep[] }
  /** The subject and the other user ask for the same key in turns, this many times each. */
  | { readonly do: "interleaved"; readonly times: number }
  /** Both ask for it at once, this many requests in all; over one transport, or over all in turn. */
  | { readonly do: "concurrent"; readonly times: number; readonly over: "one" | "all" }
  /** A user of its own, who is about to lose access, asks with a token and is served. */
  | { readonly do: "authenticate"; readonly token: RevocableToken }
  /** Removes the user's first token. */
  | { readonly do: "remove-token" }
  /** Deactivates the user. */
  | { readonly do: "deactivate" }
  /** Asks with one of the user's tokens until it is refused. */
  | { readonly do: "await-revocation"; readonly token: RevocableToken };

/** A step with one of the entries of a scenario: the one under the case's key, or with `entry` another beside it. */
export type EntryStep = { readonly entry?: number } & (
  | /** Stores the text, or with `base64` the bytes that it stands for. */
    { readonly do: "write"; readonly value: string; readonly base64?: true }
    /** Deletes the key. */
  | { readonly do: "delete" }
  /** Asks until what was written or deleted last shows, and once more; over the case's transport or another. */
  | { readonly do: "read"; readonly over?: Transport }
);

/** The tokens of a user who is about to lose access. */
export type RevocableToken = "first" | "second";

/** What every case has. */
interface CaseBase {
  /** Stable: `group/name`. */
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  readonly transports: readonly Transport[];
  readonly request: CaseRequest;
  readonly expect: Expectation;
  /** Expectations of single transports that differ from `expect`. */
  readonly expectOn?: Readonly<Partial<Record<Transport, Expectation>>>;
  readonly requirements: readonly RequirementId[];
}

/** Sends one request and judges its answer. */
export interface SingleCase extends CaseBase {
  readonly kind: "single";
  /** How often a real server is asked, where chance may decide how it answers: its answers are judged as a set. */
  readonly attempts?: number;
}

/** Sends a second request after the first, for a relation between the two answers. */
interface PairCase extends CaseBase {
  readonly kind: "pair";
  /** True to send the second request before the first one too, for a relation between its two answers. */
  readonly around?: true;
  readonly then: CaseRequest;
}

/** Sends the same request over a second transport too, and compares the two answers. */
interface ParityCase extends CaseBase {
  readonly kind: "parity";
}

/**
 * Runs steps instead of one request, whose key they use; their answers are judged together. Steps with changes need
 * users that the run may change.
 */
export interface ScenarioCase extends CaseBase {
  readonly kind: "scenario";
  readonly steps: readonly Step[];
}

/** A request, its expected outcome, and the requirements that it exercises. */
export type Case = SingleCase | PairCase | ParityCase | ScenarioCase;

/** What a case expects on a transport. */
export function expectationOn(testCase: Case, transport: Transport): Expectation {
  return testCase.expectOn?.[transport] ?? testCase.expect;
}

/** The request that a case sends after its first, or undefined when it sends none. */
export function secondRequest(testCase: Case): CaseRequest | undefined {
  return testCase.kind === "pair" ? testCase.then : undefined;
}

/** The steps of a case, or undefined when it is no scenario. */
export function stepsOf(testCase: Case): readonly Step[] | undefined {
  return testCase.kind === "scenario" ? testCase.steps : undefined;
}
