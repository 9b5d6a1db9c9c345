import { withOwnCommands } from "../package-file.ts";
import { shellQuote } from "../util/shell.ts";

/** What the seed is where nobody sets one. */
export const USUAL_SEED = 1;

/** A line about one mutant, and below it the command that runs this one alone and says who noticed it. */
export function withAgain(line: string, id: string, seed = USUAL_SEED): string {
  const drawn = seed === USUAL_SEED ? "" : ` --seed ${String(seed)}`;
  return `${line}\n            again: ${withOwnCommands(`npm run mutants -- --only ${shellQuote(id) ?? id}${drawn}`)}`;
}
