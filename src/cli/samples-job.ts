import { BlockedError, SettingError } from "../errors.ts";
import { openTarget } from "../bootstrap/open.ts";
import { preflight } from "../bootstrap/preflight.ts";
import { statementTarget } from "../report/conformance.ts";
import { demandOutputs } from "../report/outputs.ts";
import { isFreeFor } from "../report/own-file.ts";
import { createRedactor } from "../report/redact.ts";
import { allureDirectory, resultsPath } from "../report/results-path.ts";
import { writeSamplesAllure } from "../report/samples/allure.ts";
import { addToStatement, samplesPath, writeSamples } from "../report/samples/files.ts";
import { sampleLines, samplesLine, samplesMarkdown } from "../report/samples/text.ts";
import { secretsOf } from "../runner/run-context.ts";
import type { SampleResult } from "../samples/result.ts";
import { runSamples } from "../samples/run.ts";
import type { Env } from "../settings/env.ts";
import { readSettings } from "../settings/settings.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { holdInterrupts } from "./interrupts.ts";
import type { PrintingSurroundings } from "./main-job.ts";
import { readSampleArguments, type SampleArguments } from "./samples-arguments.ts";
import { reportErrors } from "./user-facing-errors.ts";

/** Runs the documentation's samples. Exit code 0 when those that ran work, 1 when one does not, 2 when none could run. */
export function runSamplesJob(argv: readonly string[], means: PrintingSurroundings): Promise<number> {
  return reportErrors(async () => {
    const asked = readSampleArguments(argv);
    const settings = readSettings(means.env);
    for (const note of settings.notes) means.stderr(note);
    const { kind } = settings.target;
    if (kind !== "reference" && kind !== "live") {
      throw new SettingError(
        "TARGET",
        `TARGET is ${kind}, which does not answer as an instance does: set it to reference or live to run the samples.`,
      );
    }
    if (!asked.broken) demandFiles(means.env);
    const interrupts = holdInterrupts(() => {
      means.stderr("Interrupted: ending the running samples; this takes a moment.");
    });
    try {
      const target = await openTarget(settings, interrupts.signal);
      try {
        for (const note of target.descriptor.notes ?? []) means.stderr(note);
        return await runAgainst(target.descriptor, asked, interrupts.signal, means);
      } finally {
        await target.close();
      }
    } finally {
      interrupts.release();
    }
  }, means.stderr);
}

/** Throws a SettingError where the verdicts cannot be kept, or would overwrite what no run wrote. */
function demandFiles(env: Env): void {
  demandOutputs(env, undefined);
  const path = samplesPath(resultsPath(env));
  if (isFreeFor("samples", path)) return;
  throw new SettingError(
    "CONFORMANCE_OUT",
    `The samples would overwrite ${path}, which no run of them wrote: move that file, or set CONFORMANCE_OUT to a path in another folder.`,
  );
}

async function runAgainst(
  descriptor: TargetDescriptor,
  asked: SampleArguments,
  signal: AbortSignal,
  means: PrintingSurroundings,
): Promise<number> {
  const { blocked } = await preflight(descriptor);
  if (blocked.rest !== undefined) throw new BlockedError(blocked.rest);
  const redactor = createRedactor(secretsOf(descriptor));
  const results = await runSamples(asked.samples, descriptor, {
    redact: (text) => redactor.text(text),
    installs: asked.installs,
    signal,
    // Broken samples must fail, so no listed defect excuses them.
    ...(asked.broken ? { known: [] } : {}),
    onResult: (result) => {
      if (!asked.markdown) means.stdout(sampleLines(result));
    },
  });
  if (signal.aborted) throw new BlockedError("The run of the samples was interrupted: nothing was written.");
  if (asked.markdown) means.stdout(samplesMarkdown(results));
  if (results.every(({ verdict }) => verdict === "skipped")) {
    throw new BlockedError("No sample could run: install one of the tool chains that the lines above name.");
  }
  if (asked.broken) return judgeBroken(results, means);
  // The table is meant for pasting, so everything else goes to the error stream.
  return conclude(results, descriptor, asked.markdown ? { ...means, stdout: means.stderr } : means);
}

/** Every broken sample that ran must have failed to get the entry. */
function judgeBroken(results: readonly SampleResult[], { stdout, stderr }: PrintingSurroundings): number {
  const ran = results.filter(({ verdict }) => verdict !== "skipped");
  const unnoticed = ran.filter(
    ({ scenarios }) => scenarios.find(({ scenario }) => scenario === "success")?.verdict === "pass",
  );
  stdout(`${String(ran.length - unnoticed.length)} of ${String(ran.length)} broken samples were noticed`);
  for (const { language, variant } of unnoticed)
    stderr(`${language} ${variant} is broken, and the suite did not notice`);
  return unnoticed.length === 0 ? 0 : 1;
}

function conclude(
  results: readonly SampleResult[],
  descriptor: TargetDescriptor,
  { env, stdout }: PrintingSurroundings,
): number {
  const target = statementTarget(descriptor);
  const statement = resultsPath(env);
  writeSamples(samplesPath(statement), target, results);
  writeSamplesAllure(allureDirectory(env), results);
  const added = addToStatement(statement, target, results) ? `, and in ${statement}` : "";
  stdout(`${samplesLine(results)} (in ${samplesPath(statement)}${added})`);
  return results.some(({ verdict }) => verdict === "fail" || verdict === "stale") ? 1 : 0;
}
