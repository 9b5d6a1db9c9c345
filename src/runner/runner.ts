import type { Case } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import { blockedRows, type BlockedTransports } from "./blocked-transports.ts";
import { SYSTEM_CLOCK } from "./http/clock.ts";
import { NO_RETRIES } from "./http/retry-statistics.ts";
import type { AdminClient } from "./admin-client.ts";
import { Refusals } from "./front/who-answered.ts";
import { TokenWatch } from "./token-watch.ts";
import { KnownDeviations, type KnownDeviation } from "./known-deviations.ts";
import { openTargetConnection, type Surroundings } from "./http/open-connection.ts";
import type { CaseRun } from "./result.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { CaseRunner, type CaseContext } from "./case-runner.ts";

/** Runs cases against one target over its own connections. */
export interface Runner {
  /** Runs one case over one transport. Never rejects on what the target does. */
  run(testCase: Case, transport: Transport): Promise<CaseRun>;
  /** Closes every socket. */
  close(): void;
}

/** What a runner may be told beside its target. */
export interface RunnerOptions extends Surroundings {
  readonly known?: readonly KnownDeviation[];
  /** Transports that cannot be judged, each with the sentence that says why. */
  readonly blocked?: BlockedTransports;
  /** Changes the target, for cases that have a scenario; without one they are skipped. */
  readonly adminClient?: AdminClient;
  /** Gives the subject's token anew before it ends. */
  readonly subjectToken?: () => Promise<string>;
  /** Is told every token that comes up during the run, so that it can be hidden. */
  readonly onSecret?: (secret: string) => void;
}

/** Makes a runner for a target. */
export function createRunner(descriptor: TargetDescriptor, options: RunnerOptions = {}): Runner {
  const connection = openTargetConnection(descriptor, { hasAnswered: true, ...options });
  const means: CaseContext = {
    descriptor,
    connection,
    isGrpcBlocked: options.blocked?.grpc !== undefined,
    tokenWatch: new TokenWatch(descriptor, connection),
    refusals: new Refusals(),
    address: new URL(descriptor.baseUrl).host,
    known: new KnownDeviations(options.known ?? [], descriptor.vendorVersion),
    adminClient: options.adminClient,
    subjectToken: options.subjectToken ?? (() => Promise.resolve(descriptor.tokens.subject ?? "")),
    onSecret: options.onSecret ?? (() => undefined),
    clock: options.clock ?? SYSTEM_CLOCK,
  };
  return {
    run: (testCase, transport) => {
      const rows = blockedRows(testCase, transport, options.blocked ?? {});
      if (rows !== undefined)
        return Promise.resolve({ case: testCase.id, transport, rows, exchanges: [], ...NO_RETRIES });
      return new CaseRunner(means, testCase, transport).run();
    },
    close: () => {
      connection.close();
    },
  };
}
