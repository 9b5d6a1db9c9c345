/** The vendor's version of one of the reference server's refusals; absent members stay. */
export interface VendorError {
  readonly message: string;
  /** Place in the vendor's source; without one there are no details. */
  readonly id?: string;
  readonly code?: number;
}
