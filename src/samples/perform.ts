import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describePrinted } from "./judge.ts";
import { withKnown, type KnownSampleDeviation } from "./known.ts";
import type { Installed, Variant } from "./language.ts";
import { runProcess, type Command, type Ended } from "./process.ts";
import type { ScenarioName, ScenarioResult } from "./result.ts";
import type { Sample } from "./sample.ts";
import { judgeScenario, valuesOf, type Stage } from "./scenario.ts";

/** Milliseconds for a compiler on a busy machine, and for a sample in addition to the target's time limit. */
const BUILD_LIMIT = 180_000;
const RUN_LIMIT = 60_000;

/** A sample that is ready to build. */
export interface ReadySample {
  readonly sample: Sample;
  readonly variant: Variant;
  readonly installed: Installed;
  /** Path segment by which the redirect servers recognise it. */
  readonly name: string;
}

/** What all samples of a run share. */
export interface Theatre {
  readonly stage: Stage;
  /** The run's own temporary folder. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly known: readonly KnownSampleDeviation[];
  readonly redact: (text: string) => string;
}

/**
 * Builds and runs a sample for one scenario, in its own folder, which is deleted afterwards because the source contains
 * a token.
 */
export async function perform(ready: ReadySample, scenario: ScenarioName, theatre: Theatre): Promise<ScenarioResult> {
  const { sample, name } = ready;
  const { stage, redact } = theatre;
  const folder = join(theatre.folder, `${name}-${scenario}`);
  mkdirSync(folder);
  try {
    const built = await build(ready, sample.fill(valuesOf(scenario, stage, name)), folder, theatre.env);
    if (built !== undefined && built.code !== 0) {
      const wrong = `it cannot be built: it ${describePrinted(built, redact)}`;
      return withKnown({ scenario, verdict: "fail", reason: redact(wrong) }, sample, theatre.known);
    }
    const ended = await start(
      ready.variant.run(ready.installed),
      folder,
      theatre.env,
      RUN_LIMIT + stage.descriptor.timeout,
    );
    const printed = `it ${describePrinted(ended, redact)}`;
    const { wrong, reported } = judgeScenario(scenario, { ended, printed, name }, stage);
    const reason = wrong ?? reported;
    const result: ScenarioResult = {
      scenario,
      verdict: wrong === undefined ? "pass" : "fail",
      ...(reason === undefined ? {} : { reason: redact(reason) }),
    };
    return withKnown(result, sample, theatre.known);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function build(
  { variant, installed }: ReadySample,
  code: string,
  folder: string,
  env: Theatre["env"],
): Promise<Ended | undefined> {
  const source = variant.frame === undefined ? code : variant.frame(code);
  for (const [name, text] of Object.entries({ ...variant.files, [variant.file]: source })) {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
  }
  return variant.build === undefined ? undefined : start(variant.build(installed), folder, env, BUILD_LIMIT);
}

function start(command: Command, folder: string, env: Theatre["env"], milliseconds: number): Promise<Ended> {
  return runProcess(command, { folder, env, milliseconds });
}
