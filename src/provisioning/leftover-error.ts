import type { Removal } from "./remove.ts";

/** Users that a run made could not be removed. One sentence: which, why, what to do. */
export class LeftoverError extends Error {
  constructor(left: readonly Removal[]) {
    const names = left.map(({ name }) => name).join(", ");
    super(
      `${names} could not be removed (${left[0]?.reason ?? "no reason was given"}): run npm run cleanup with the same settings.`,
    );
    this.name = "LeftoverError";
  }
}
