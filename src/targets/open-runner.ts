import { createRunner, type Runner, type RunnerOptions } from "../engine/run.ts";
import type { TargetFacts } from "../engine/target.ts";
import { openTokenSource } from "./credentials/open.ts";
import { openKeeper } from "./provision/open.ts";

/** Makes a runner with all that the facts allow: changes to the run's own users, and tokens that are renewed. */
export function openRunner(facts: TargetFacts, options: RunnerOptions = {}): Runner {
  const onSecret = options.onSecret ?? (() => undefined);
  const kept = openKeeper(facts, onSecret);
  const tokens =
    facts.access === undefined ? undefined : openTokenSource(facts, facts.access, "the user's credentials", onSecret);
  const runner = createRunner(facts, {
    ...options,
    ...(kept === undefined ? {} : { keeper: kept.keeper }),
    ...(tokens === undefined ? {} : { subjectToken: () => tokens.current() }),
  });
  return {
    run: (testCase, transport) => runner.run(testCase, transport),
    close: () => {
      runner.close();
      kept?.close();
      tokens?.close();
    },
  };
}
