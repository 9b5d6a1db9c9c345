/** What every request needs to know of the target and the credentials. */
export interface RequestTarget {
  /** Path of the target's base URL, empty or beginning with a slash and not ending with one. */
  readonly basePath: string;
  /** The key to ask for, its placeholders resolved. */
  readonly key: string;
  /** Value of the Authorization field; no such field when it is undefined. */
  readonly authorization?: string | undefined;
}
