/** What the vendor answers in place of a refusal of the reference server's; what is absent stays. */
export interface VendorError {
  readonly message: string;
  /** Place in the vendor's source; without one there are no details. */
  readonly id?: string;
  readonly code?: number;
}
