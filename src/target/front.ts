/** What the preflight learned about what answers: the vendor, and intermediaries in front of it. */
export interface Front {
  /** The intermediary, such as `nginx`; absent where none names itself. */
  readonly name?: string;
  /** True when it puts its name on every answer that it passes on: one without it is its own. */
  readonly signs?: boolean;
  /** True when it decodes `%2F` in paths before it passes them on. */
  readonly decodesSlashes?: boolean;
  /** True when even an answer that nothing can have stored has an Age: then none of them says anything. */
  readonly agesAll?: true;
  /** Names of the header fields in the vendor's REST answers, without those that intermediaries add. */
  readonly marks: readonly string[];
}
