import type { RevocableToken } from "../contract/case.ts";

/**
 * Changes a target through the vendor's management API, for cases that have a scenario. It touches nothing but users that
 * were made for the run. Rejects with an AdminClientError when a change was not made.
 */
export interface AdminClient {
  /** Stores a value under a key of the user `subject`. */
  write(key: string, value: Uint8Array): Promise<void>;
  /** Deletes a key of the user `subject`. */
  delete(key: string): Promise<void>;
  /** Makes a user who holds what was asked for under the key, and who is about to lose access. */
  createRevocableUser(key: string, value: Uint8Array): Promise<RevocableUser>;
}

/** A user who is about to lose access. */
export interface RevocableUser {
  readonly tokens: Readonly<Record<RevocableToken, string>>;
  /** Removes the first token. */
  removeToken(): Promise<void>;
  /** Deactivates the user. */
  deactivate(): Promise<void>;
}

/** A change that could not be made, or a token that could not be had: the environment's doing, so that nothing can be judged. One sentence. */
export class AdminClientError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "AdminClientError";
  }
}
