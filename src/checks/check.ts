import type { Case, Expectation, Step } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import type { Evidence } from "../protocol/outcome.ts";

/**
 * One way in which an answer falls short of a requirement.
 *
 * `where` and `seen` are the stable part, by which a known deviation recognises it: the place (JSON pointer,
 * header or trailer name, `status`, `code`) and the class of what was seen there (`HTTP 500`, `code 13`, `absent`),
 * never a message text or an id.
 */
export interface Violation {
  readonly expected: string;
  readonly actual: string;
  readonly where: string;
  readonly seen: string;
}

/** What the target is known to hold under the key asked for: its bytes, something unknown, nothing, or nobody knows. */
export type StoredState =
  | { readonly kind: "value"; readonly value: Uint8Array }
  | { readonly kind: "present" }
  | { readonly kind: "missing" }
  | { readonly kind: "unknown" };

/** What is to be answered at a point of a scenario: bytes, that there are none, or a refusal of the credentials. */
export type ExpectedValue =
  { readonly kind: "value"; readonly value: Uint8Array } | { readonly kind: "missing" } | { readonly kind: "refused" };

/** One answer within a scenario, with what was expected. */
export interface ScenarioAnswer {
  readonly step: Step;
  readonly evidence: Evidence;
  readonly expected: ExpectedValue;
  /** Whose token was sent. */
  readonly sender: "subject" | "other" | "revocable";
  /** The second question after a change had shown: it must not be undone. */
  readonly repeated: boolean;
}

/** What every check may look at. */
interface InputBase {
  readonly testCase: Case;
  readonly transport: Transport;
  readonly expectation: Expectation;
  /** The key that was asked for, as the target was asked for it. */
  readonly key: string;
  readonly storedState: StoredState;
  /** The answer to the first request; of a scenario the last answer. */
  readonly evidence: Evidence;
  /** No time of an answer may be later than this, in milliseconds since the Unix epoch. */
  readonly latest: number;
  /** False where `latest` is this machine's clock and nothing tells how far the server's is from it. */
  readonly clockIsKnown: boolean;
  /** Strings that no answer may contain. */
  readonly secrets: readonly string[];
}

/** One answer. */
export interface SingleInput extends InputBase {
  readonly kind: "single";
}

/** An answer, and the one to the case's second request. */
interface PairInput extends InputBase {
  readonly kind: "pair";
  readonly second: Evidence;
}

/** An answer, and the one to the same request over another transport. */
interface ParityInput extends InputBase {
  readonly kind: "parity";
  readonly peer: { readonly transport: Transport; readonly evidence: Evidence };
}

/** The answers of a scenario, in the order in which they were asked for. */
export interface ScenarioInput extends InputBase {
  readonly kind: "scenario";
  readonly answers: readonly ScenarioAnswer[];
}

/** All that a check may look at, by the kind of the case. */
export type CheckInput = SingleInput | PairInput | ParityInput | ScenarioInput;

/** What a check finds: violations (none is a pass), or why there was nothing to judge. */
export type Finding = readonly Violation[] | { readonly nothing: string };

/** A pure function from evidence to violations; one for each requirement. */
export type Check = (input: CheckInput) => Finding;
