import type { JudgedExamples } from "./judged-examples.ts";

/** What any target can do, and what its answers are evidence of. */
interface CommonCapabilities {
  readonly judges: "everything" | JudgedExamples;
  /** Others use it too: it has quotas, and is asked gently. */
  readonly mayBeExhausted: boolean;
  /** It says so in a header where it has no answer to a request. */
  readonly mayLackAnswers: boolean;
  /** It may serve an OpenAPI document of its own. */
  readonly publishesContract: boolean;
}

/** A target that the suite itself starts and ends: it has nothing to lose, and nothing lies before it. */
export interface EmbeddedCapabilities extends CommonCapabilities {
  readonly isEmbedded: true;
  readonly mayWrite: "anything";
}

/** A real instance. There is none that may be written to anywhere. */
export interface LiveCapabilities extends CommonCapabilities {
  readonly isEmbedded: false;
  /** `own-keys`: methods other than reads may go to made-up keys of throwaway users. */
  readonly mayWrite: "nothing" | "own-keys";
}

/** What a target can do, as data: nothing else is decided by the kind of a target. */
export type Capabilities = EmbeddedCapabilities | LiveCapabilities;

/** An embedded target, when nothing else is said. */
export const EMBEDDED: EmbeddedCapabilities = {
  isEmbedded: true,
  mayWrite: "anything",
  judges: "everything",
  mayBeExhausted: false,
  mayLackAnswers: false,
  publishesContract: true,
};

/** A real instance with users who were there before the run. */
export const READ_ONLY: LiveCapabilities = {
  isEmbedded: false,
  mayWrite: "nothing",
  judges: "everything",
  mayBeExhausted: true,
  mayLackAnswers: false,
  publishesContract: true,
};

/** A real instance with users who were made for the run. */
export const THROWAWAY_USERS: LiveCapabilities = { ...READ_ONLY, mayWrite: "own-keys" };
