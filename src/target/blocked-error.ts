/** The environment stands in the way, not the vendor: nothing can be judged. One sentence: what is wrong, what to do. */
export class BlockedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BlockedError";
  }
}
