import type { Refusal } from "../call.ts";

/** An operation refuses a request. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.text);
    this.name = "Refused";
    this.refusal = refusal;
  }
}
