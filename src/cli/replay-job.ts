import { openRun, type OpenRun } from "../bootstrap/open-run.ts";
import { CASES } from "../cases/index.ts";
import type { Case } from "../contract/case.ts";
import { BlockedError, SettingError } from "../errors.ts";
import { openRunner } from "../provisioning/open-runner.ts";
import { createRedactor } from "../report/redact.ts";
import { isUnanswered, replayBlocked, replayed, type Repetition, type Replayed } from "../report/replay-text.ts";
import { showRows } from "../report/shown-rows.ts";
import { GuardError } from "../runner/guard.ts";
import { secretsOf, type RunContext } from "../runner/run-context.ts";
import type { StoredFailure } from "../runner/stored-failure.ts";
import { readKnownDeviations } from "../settings/read-known-deviations.ts";
import { readSettings, type Settings } from "../settings/settings.ts";
import { holdInterrupts } from "./interrupts.ts";
import type { PrintingSurroundings } from "./main-job.ts";
import { chosenFailure } from "./replay-arguments.ts";
import { reportErrors } from "./user-facing-errors.ts";

/** One that shows only now and then is not fixed. An embedded target answers the same every time: it is asked once. */
const REPETITIONS = 5;

/**
 * Repeats one stored failure a few times against the target of the settings. Exit code 0 when none shows it, 1 when one
 * does, 2 when it could not be repeated.
 */
export function runReplay(argv: readonly string[], means: PrintingSurroundings): Promise<number> {
  return reportErrors(async () => {
    const failure = chosenFailure(argv, means.env);
    const testCase = caseOf(failure);
    const settings = readSettings(means.env);
    return replayOn(settings, failure, testCase, means);
  }, means.stderr);
}

/** The case that a failure was seen in. */
function caseOf({ case: stored, requirement }: StoredFailure): Case {
  const testCase = typeof stored === "string" ? CASES.find(({ id }) => id === stored) : stored;
  if (testCase?.requirements.some((id) => id === requirement) === true) return testCase;
  const name = typeof stored === "string" ? stored : stored.id;
  throw new SettingError(
    "npm run replay",
    `This version of the suite does not judge ${requirement} in a case ${name}: ${remedyFor(requirement)}.`,
  );
}

function remedyFor(requirement: string): string {
  return requirement.startsWith("OWN-")
    ? "set CONFORMANCE_CONFIG to the configuration that has it"
    : "run npm run conformance to store its failures anew";
}

async function replayOn(
  settings: Settings,
  failure: StoredFailure,
  testCase: Case,
  { stderr, stdout }: PrintingSurroundings,
): Promise<number> {
  const known = readKnownDeviations(settings.knownDeviations);
  settings.notes.forEach(stderr);
  // Held until the users of the run are removed.
  const interrupts = holdInterrupts(() => {
    stderr("Interrupted: ending the replay; this takes a moment.");
  });
  let opened: OpenRun | undefined;
  try {
    opened = await openRun(settings, { known, onNote: stderr, signal: interrupts.signal });
    const { code, text } = await judged(opened.context, failure, testCase);
    stdout(text);
    return code;
  } catch (error) {
    if (!(error instanceof BlockedError) && !(error instanceof GuardError)) throw error;
    const { code, text } = replayBlocked(failure, error.message);
    stdout(text);
    return code;
  } finally {
    await opened?.close();
    interrupts.release();
  }
}

async function judged(context: RunContext, failure: StoredFailure, testCase: Case): Promise<Replayed> {
  const { descriptor, known, blocked } = context;
  const redactor = createRedactor(secretsOf(descriptor));
  const onSecret = (secret: string): void => {
    redactor.learn(secret);
  };
  const runner = openRunner(descriptor, { known, blocked, onSecret });
  const once = async (): Promise<Repetition | undefined> => {
    const run = await runner.run(testCase, failure.transport);
    const row = showRows(run.rows, redactor).find(({ requirement }) => requirement === failure.requirement);
    return row === undefined ? undefined : { row, context: { testCase, run, descriptor, redactor, isStored: false } };
  };
  const most = descriptor.capabilities.isEmbedded ? 1 : REPETITIONS;
  const repetitions: Repetition[] = [];
  try {
    while (repetitions.length < most) {
      const repetition = await once();
      if (repetition === undefined) return replayBlocked(failure, `the requirement is not one of ${failure.transport}`);
      repetitions.push(repetition);
      if (isUnanswered(repetition.row.verdict)) break;
    }
    return replayed(failure, repetitions, descriptor);
  } finally {
    runner.close();
  }
}
