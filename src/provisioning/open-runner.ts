import { BlockedError } from "../errors.ts";
import { createRunner, type Runner, type RunnerOptions } from "../runner/runner.ts";
import { rateLimitOf } from "../runner/http/open-connection.ts";
import { AdminClientError } from "../runner/admin-client.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { openTokenSource } from "../auth/open.ts";
import type { TokenSource } from "../auth/token-source.ts";
import { openAdminClient } from "./open.ts";

/** A token that cannot be renewed blocks the case that needs it. */
async function unlessBlocked(tokens: TokenSource): Promise<string> {
  try {
    return await tokens.current();
  } catch (error) {
    if (error instanceof BlockedError) throw new AdminClientError(error.message);
    throw error;
  }
}

/** Creates a runner with everything that the descriptor allows: changes to the run's own users, and renewed tokens. */
export function openRunner(descriptor: TargetDescriptor, options: RunnerOptions = {}): Runner {
  // One shared rate limit: changes and grants count as cases do.
  const rateLimit = rateLimitOf(descriptor, options.clock);
  const sharing = { onToken: options.onSecret, rateLimit };
  const kept = openAdminClient(descriptor, sharing);
  const tokens =
    descriptor.access === undefined ? undefined : openTokenSource(descriptor, descriptor.access, "user", sharing);
  const runner = createRunner(descriptor, {
    rateLimit,
    ...options,
    ...(kept === undefined ? {} : { adminClient: kept.adminClient }),
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
