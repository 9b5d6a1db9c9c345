import { createRunner, type Runner, type RunnerOptions } from "../runner/runner.ts";
import { paceOf } from "../runner/http/open-connection.ts";
import { KeeperError } from "../runner/admin-client.ts";
import type { TargetFacts } from "../target/descriptor.ts";
import { BlockedError } from "../target/blocked-error.ts";
import { openTokenSource } from "../auth/open.ts";
import type { TokenSource } from "../auth/token-source.ts";
import { openKeeper } from "./open.ts";

/** What keeps a token from being renewed blocks the case that needs it. */
async function unlessBlocked(tokens: TokenSource): Promise<string> {
  try {
    return await tokens.current();
  } catch (error) {
    if (error instanceof BlockedError) throw new KeeperError(error.message);
    throw error;
  }
}

/** Makes a runner with all that the facts allow: changes to the run's own users, and tokens that are renewed. */
export function openRunner(facts: TargetFacts, options: RunnerOptions = {}): Runner {
  // One for all: changes and grants count for the rate as cases do.
  const pace = paceOf(facts, options.clock);
  const sharing = { onToken: options.onSecret, pace };
  const kept = openKeeper(facts, sharing);
  const tokens =
    facts.access === undefined ? undefined : openTokenSource(facts, facts.access, "the user's credentials", sharing);
  const runner = createRunner(facts, {
    pace,
    ...options,
    ...(kept === undefined ? {} : { keeper: kept.keeper }),
    ...(tokens === undefined ? {} : { subjectToken: () => unlessBlocked(tokens) }),
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
