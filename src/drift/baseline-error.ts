/** A baseline, or a list of accepted rows, cannot be made, read or compared. One sentence: what is wrong, what to do. */
export class BaselineError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BaselineError";
  }
}
