/** What the preflight learned of who answers: the vendor, and what stands in front of it. */
export interface Front {
  /** What stands in front, such as `nginx`; absent where nothing names itself. */
  readonly name?: string;
  /** Names of the fields that the vendor's REST answers carry, without those that intermediaries add. */
  readonly marks: readonly string[];
}
