/** What every request needs from the target and the credentials. */
export interface RequestTarget {
  /** Path of the target's base URL: empty, or with a leading and no trailing slash. */
  readonly basePath: string;
  /** The requested key, with its placeholders resolved. */
  readonly key: string;
  /** Value of the Authorization field; undefined sends no such field. */
  readonly authorization?: string | undefined;
}
