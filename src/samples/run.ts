import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import pMap from "p-map";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { preparingEnvironment, sampleEnvironment } from "./environment.ts";
import { readKnownSampleDeviations, type KnownSampleDeviation } from "./known.ts";
import type { Installed, Prepare, ToolChain } from "./language.ts";
import { LANGUAGES } from "./languages/index.ts";
import { perform, type Theatre } from "./perform.ts";
import { runProcess } from "./process.ts";
import { startRedirectServers } from "./redirect.ts";
import { SCENARIOS, worstOf, type SampleResult, type ScenarioResult } from "./result.ts";
import type { Sample } from "./sample.ts";
import { MADE_UP_TOKEN } from "./scenario.ts";

/** Milliseconds that a package manager may take. */
const INSTALL_LIMIT = 300_000;

/** How to run the samples. */
export interface SampleOptions {
  /** Takes credentials out of what a sample printed. */
  readonly redact: (text: string) => string;
  /** False where nothing may be fetched: what needs a library is skipped. */
  readonly installs?: boolean;
  /** The listed defects; by default the suite's own. */
  readonly known?: readonly KnownSampleDeviation[];
  /** Ends the run before the next sample. */
  readonly signal?: AbortSignal;
  /** Takes each result as soon as it is there. */
  readonly onResult?: (result: SampleResult) => void;
}

/** Builds and runs samples against a target, several at a time. The results are in the order of the samples. */
export async function runSamples(
  samples: readonly Sample[],
  descriptor: TargetDescriptor,
  options: SampleOptions,
): Promise<readonly SampleResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "samples-"));
  const redirects = await startRedirectServers(MADE_UP_TOKEN);
  const removeFolder = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  // The sources hold tokens: they go even when an interrupt ends the process.
  process.once("exit", removeFolder);
  try {
    const preparing = preparingEnvironment(process.env);
    const prepare: Prepare = (command, at) =>
      runProcess(command, { folder: at === "." ? folder : at, env: preparing, milliseconds: INSTALL_LIMIT });
    const env = await sampleEnvironment(process.env, descriptor, folder, prepare);
    const known = options.known ?? readKnownSampleDeviations();
    const theatre: Theatre = { stage: { descriptor, redirects }, folder, env, known, redact: options.redact };
    const toolChains = findOnce(prepare);
    const run = async (sample: Sample, at: number): Promise<SampleResult> => {
      const result = await runSample(sample, `sample-${String(at)}`, { theatre, prepare, toolChains, options });
      options.onResult?.(result);
      return result;
    };
    // A sample waits for a server or a download most of its time.
    return await pMap(samples, run, { concurrency: Math.max(2, availableParallelism()) });
  } finally {
    await redirects.close();
    removeFolder();
    process.removeListener("exit", removeFolder);
  }
}

interface Means {
  readonly theatre: Theatre;
  readonly prepare: Prepare;
  readonly toolChains: (language: string) => Promise<ToolChain | undefined>;
  readonly options: SampleOptions;
}

async function runSample(sample: Sample, name: string, means: Means): Promise<SampleResult> {
  const { language: id, variant: variantName } = sample;
  const skipped = (toolChain: string | null, reason: string): SampleResult => ({
    ...{ language: id, variant: variantName, toolChain, libraries: [] },
    ...{ verdict: "skipped", reason, scenarios: [] },
  });
  if (means.options.signal?.aborted === true) return skipped(null, "the run was interrupted");
  const toolChain = await means.toolChains(id);
  const variant = toolChain?.variants[variantName];
  if (toolChain === undefined || variant === undefined) return skipped(null, whyMissing(id, variantName, toolChain));
  if (variant.systemTrustOnly === true && means.theatre.stage.descriptor.ca !== undefined)
    return skipped(toolChain.version, "its client cannot trust the certificate from the settings");
  let installed: Installed | string = { folder: "", libraries: [] };
  if (variant.install !== undefined) {
    if (means.options.installs === false)
      return skipped(toolChain.version, "it needs a library, and --no-install was given");
    const place = join(means.theatre.folder, name);
    mkdirSync(place);
    installed = await variant.install(place, means.prepare);
  }
  if (typeof installed === "string") return skipped(toolChain.version, installed);
  const scenarios: ScenarioResult[] = [];
  for (const scenario of SCENARIOS) {
    scenarios.push(await perform({ sample, variant, installed, name }, scenario, means.theatre));
  }
  const { libraries } = installed;
  return {
    language: id,
    variant: variantName,
    toolChain: toolChain.version,
    libraries,
    verdict: worstOf(scenarios),
    scenarios,
  };
}

function whyMissing(id: string, variant: string, toolChain: ToolChain | undefined): string {
  const remedy = LANGUAGES.find((language) => language.id === id)?.remedy ?? id;
  return toolChain === undefined
    ? `no tool chain was found: install ${remedy}`
    : `nothing here runs the variant ${variant}`;
}

/** Looks for each tool chain once, when its first sample is about to run. */
function findOnce(prepare: Prepare): Means["toolChains"] {
  const found = new Map<string, Promise<ToolChain | undefined>>();
  return (id) => {
    const looked =
      found.get(id) ?? LANGUAGES.find((language) => language.id === id)?.find(prepare) ?? Promise.resolve(undefined);
    found.set(id, looked);
    return looked;
  };
}
