import type { Case, Expectation, Step } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import type { Evidence } from "../protocol/outcome.ts";

/**
 * One way in which an answer falls short of a requirement.
 *
 * `where` and `seen` are the stable part that a known deviation matches: the place (JSON pointer, header or trailer
 * name, `status`, `code`) and the class of the value there (`HTTP 500`, `code 13`, `absent`), never a message text or
 * an id.
 */
export interface Violation {
  readonly expected: string;
  readonly actual: string;
  readonly where: string;
  readonly seen: string;
}

/** What the target holds under the requested key: known bytes, unknown bytes, nothing, or not known. */
export type StoredState =
  | { readonly kind: "value"; readonly value: Uint8Array }
  | { readonly kind: "present" }
  | { readonly kind: "missing" }
  | { readonly kind: "unknown" };

/** The expected answer at a point of a scenario: a value, a missing key, or refused credentials. */
export type ExpectedValue =
  { readonly kind: "value"; readonly value: Uint8Array } | { readonly kind: "missing" } | { readonly kind: "refused" };

/** One answer within a scenario, with what was expected. */
export interface ScenarioAnswer {
  readonly step: Step;
  readonly evidence: Evidence;
  readonly expected: ExpectedValue;
  /** Owner of the token that was sent. */
  readonly sender: "subject" | "other" | "revocable";
  /** True for the second read after a change became visible: the change must not be undone. */
  readonly repeated: boolean;
  /** True where the change did not show within the limit, and one that was made later did. */
  readonly isLost?: true;
  /** Number of the entry that was asked for; 0 is the one under the case's key. */
  readonly entry: number;
  /** How often the entry was changed before. */
  readonly changes: number;
  /** The entry's last change; absent where the scenario has not changed it. */
  readonly lastChange?: "stored" | "replaced" | "deleted";
}

/** Input common to all checks. */
interface InputBase {
  readonly testCase: Case;
  readonly transport: Transport;
  readonly expectation: Expectation;
  /** The requested key, with its placeholders resolved. */
  readonly key: string;
  readonly storedState: StoredState;
  /** Id of the organisation of the user whose token is sent, where it is known. */
  readonly organisation?: string;
  /** The answer to the first request; in a scenario, the last answer. */
  readonly evidence: Evidence;
  /** Latest time that an answer may contain, in milliseconds since the Unix epoch. */
  readonly latest: number;
  /** False where `latest` is this machine's clock and the difference to the server's is not known. */
  readonly clockIsKnown: boolean;
  /** Strings that no answer may contain. */
  readonly secrets: readonly string[];
  /** Host and port by which the target is addressed, which its answers may name; absent where there is none. */
  readonly address?: string;
}

/** One answer. */
export interface SingleInput extends InputBase {
  readonly kind: "single";
}

/** An answer, and the one to the case's second request. */
interface PairInput extends InputBase {
  readonly kind: "pair";
  readonly second: Evidence;
  /** The answer to the second request when it was sent before the first, in a case that does so. */
  readonly before?: Evidence;
}

/** An answer, and the one to the same request over another transport. */
interface ParityInput extends InputBase {
  readonly kind: "parity";
  readonly peer: { readonly transport: Transport; readonly evidence: Evidence };
}

/** The answers of a scenario, in the order of their requests. */
export interface ScenarioInput extends InputBase {
  readonly kind: "scenario";
  readonly answers: readonly ScenarioAnswer[];
}

/** Input of a check, by the kind of the case. */
export type CheckInput = SingleInput | PairInput | ParityInput | ScenarioInput;

/** The result of a check: violations (none is a pass), or why there was nothing to judge. */
export type Finding = readonly Violation[] | { readonly nothing: string };

/** A pure function from evidence to violations; one for each requirement. */
export type Check = (input: CheckInput) => Finding;
