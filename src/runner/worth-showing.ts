import type { ScenarioAnswer } from "../checks/check.ts";
import { fits } from "../checks/scenario.ts";
import type { Exchange } from "../protocol/exchange.ts";

/** Exchanges of one step that are shown where all of them are right. */
const SAMPLE = 2;

/** The exchanges of a scenario that a report shows: the first wrong ones, else the first of each step. */
export function worthShowing(answers: readonly ScenarioAnswer[]): readonly Exchange[] {
  const wrong = answers.filter(({ evidence, expected }) => !fits(evidence, expected));
  const shown =
    wrong.length > 0
      ? wrong.slice(0, SAMPLE)
      : [...new Set(answers.map(({ step }) => step))].flatMap((step) =>
          answers.filter((answer) => answer.step === step).slice(0, SAMPLE),
        );
  return shown.map(({ evidence }) => evidence.exchange);
}
