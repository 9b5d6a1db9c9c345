import type { JudgedExamples } from "./judged-examples.ts";

/** What a target can do, and what its answers are evidence of. */
interface CommonCapabilities {
  readonly judges: "everything" | JudgedExamples;
  /** It has quotas and other users, so requests are throttled. */
  readonly mayBeExhausted: boolean;
  /** It marks requests that it has no answer for with a header. */
  readonly mayLackAnswers: boolean;
  /** It may serve an OpenAPI document of its own. */
  readonly publishesContract: boolean;
}

/** A target that the suite itself starts and ends: nothing in it is worth protecting, and no proxy stands before it. */
export interface EmbeddedCapabilities extends CommonCapabilities {
  readonly isEmbedded: true;
  readonly mayWrite: "anything";
}

/** A real instance. No run may write to all of it. */
export interface LiveCapabilities extends CommonCapabilities {
  readonly isEmbedded: false;
  /** `own-keys`: methods other than reads go only to made-up keys of throwaway users. */
  readonly mayWrite: "nothing" | "own-keys";
}

/** What a target can do, as data. No other code branches on the kind of a target. */
export type Capabilities = EmbeddedCapabilities | LiveCapabilities;

/** The capabilities of an embedded target by default. */
export const EMBEDDED: EmbeddedCapabilities = {
  isEmbedded: true,
  mayWrite: "anything",
  judges: "everything",
  mayBeExhausted: false,
  mayLackAnswers: false,
  publishesContract: true,
};

/** A real instance with a user who existed before the run. */
export const READ_ONLY: LiveCapabilities = {
  isEmbedded: false,
  mayWrite: "nothing",
  judges: "everything",
  mayBeExhausted: true,
  mayLackAnswers: false,
  publishesContract: true,
};

/** A real instance with users created for the run. */
export const THROWAWAY_USERS: LiveCapabilities = { ...READ_ONLY, mayWrite: "own-keys" };
