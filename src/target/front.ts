/** What the preflight learned about what answers: the vendor, and intermediaries in front of it. */
export interface Front {
  /** The intermediary, such as `nginx`; absent where none names itself. */
  readonly name?: string;
  /** Names of the header fields in the vendor's REST answers, without those that intermediaries add. */
  readonly marks: readonly string[];
}
