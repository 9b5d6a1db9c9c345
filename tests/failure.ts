/** A failure whose text says everything: where in our own code it was thrown helps nobody. */
export class Failure extends Error {
  constructor(message: string) {
    super(message);
    this.stack = message;
  }
}
