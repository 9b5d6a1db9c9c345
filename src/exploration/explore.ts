import fc from "fast-check";
import pMap from "p-map";
import { TRANSPORTS, type Transport } from "../contract/transport.ts";
import { SettingError } from "../errors.ts";
import { PEERS } from "../runner/blocked-transports.ts";
import { KnownDeviations, type KnownDeviation } from "../runner/known-deviations.ts";
import type { CaseRun } from "../runner/result.ts";
import type { Runner } from "../runner/runner.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import type { Exploration } from "./finding.ts";
import { FindingList } from "./finding-list.ts";
import type { Generated } from "./generators/generated.ts";
import { explorable } from "./properties.ts";
import { generalise } from "./generalise.ts";
import { shapeOf } from "./shape.ts";
import { shrink, type Shrunk, type Source, type Tried } from "./shrink.ts";
import { isOfOutcome, isRelation, observedIn, type Observed, type Symptom } from "./symptom.ts";

/** How an exploration goes. */
export interface ExploreOptions {
  readonly seed: number;
  /** It ends after so many generated cases, or so many milliseconds, whichever comes first. */
  readonly cases: number;
  readonly milliseconds: number;
  /** Cases that are on their way at the same time. */
  readonly atOnce: number;
  readonly known?: readonly KnownDeviation[];
  /** Only cases over this transport. */
  readonly transport?: Transport;
  /** Ends it between two batches. */
  readonly signal?: AbortSignal;
  /** Ends at the first finding, which is not shrunk: for whoever asks only whether there is one. */
  readonly stopsAtFirst?: boolean;
  /** Repeats one finding's example only: the number of its batch, then fast-check's own path. */
  readonly path?: string;
}

/** Cases that are generated together; what comes of them is looked at in their order. */
const BATCH = 64;
/** From here on batches have the seeds of earlier ones. */
const MOST_BATCHES = 2 ** 31;

/** A batch has a seed of its own, so that any can be repeated alone. */
function seedOf(seed: number, batch: number): number {
  return (seed + Math.imul(batch, 0x9e37_79b1)) | 0;
}

/** Explores a target until the budget is spent. The same seed generates the same cases in the same order. */
export async function explore(
  descriptor: TargetDescriptor,
  runner: Runner,
  options: ExploreOptions,
): Promise<Exploration> {
  return new Explorer(descriptor, runner, options).run();
}

class Explorer {
  readonly #descriptor: TargetDescriptor;
  readonly #runner: Runner;
  readonly #options: ExploreOptions;
  readonly #arbitrary: fc.Arbitrary<Generated>;
  readonly #list: FindingList;
  readonly #blocked = new Map<string, number>();
  readonly #skipped = new Map<string, number>();
  #cases = 0;
  #judged = 0;
  #exchanges = 0;

  constructor(descriptor: TargetDescriptor, runner: Runner, options: ExploreOptions) {
    this.#descriptor = descriptor;
    this.#runner = runner;
    this.#options = options;
    const { transport } = options;
    this.#arbitrary = explorable(descriptor, transport === undefined ? TRANSPORTS : [transport]);
    this.#list = new FindingList(descriptor, new KnownDeviations(options.known ?? [], descriptor.vendorVersion));
  }

  async run(): Promise<Exploration> {
    const started = performance.now();
    const { seed, path, milliseconds, signal } = this.#options;
    const elapsed = (): number => performance.now() - started;
    if (path === undefined) {
      for (let batch = 0; elapsed() < milliseconds && signal?.aborted !== true; batch++) {
        if (!(await this.#batch(batch))) break;
      }
    } else await this.#replay(path);
    const { transport } = this.#options;
    return {
      ...(transport === undefined ? {} : { transport }),
      ...{ seed, cases: this.#cases, judged: this.#judged, exchanges: this.#exchanges, milliseconds: elapsed() },
      ...this.#list.result(),
      ...{ blocked: this.#blocked, skipped: this.#skipped },
    };
  }

  /** Runs one batch, and says whether another may follow. */
  async #batch(batch: number): Promise<boolean> {
    const { seed, cases, atOnce, stopsAtFirst = false } = this.#options;
    const size = Math.min(BATCH, cases - this.#cases);
    if (size <= 0) return false;
    const generated = fc.sample(this.#arbitrary, { seed: seedOf(seed, batch), numRuns: size });
    this.#cases += size;
    const batchOfTried = await pMap(generated, (each) => this.#try(each), { concurrency: atOnce });
    const counted = batchOfTried.map(({ run }) => this.#count(run));
    for (const [at, tried] of batchOfTried.entries()) {
      await this.#look(tried, { seed: seedOf(seed, batch), batch, path: String(at) });
      if (stopsAtFirst && this.#list.result().findings.length > 0) return false;
    }
    // Where nothing can be judged, more of the same tells nothing.
    return counted.some((verdict) => verdict !== "blocked");
  }

  /** Shrinks whatever nothing so far explains, and looks at what else the smallest test shows. */
  async #look(tried: Tried, source: Source, isShrunk = false): Promise<void> {
    const { observed, known } = this.#list.note(tried);
    for (const { symptom, row } of observed) {
      const shows = (other: Tried): boolean => this.#list.showsUnexplained(symptom, other);
      // What was found since in this run may explain it.
      if (!shows(tried) || (isRelation(row) && (await this.#isPeerWrong(tried.generated)))) continue;
      const shrunk = await this.#shrink(tried, source, shows);
      if (shrunk.isUnstable && isCutOff(tried)) {
        increase(this.#blocked, CUT_OFF);
        continue;
      }
      await this.#add(shrunk, symptom);
      if (!isShrunk && !this.#isQuick) await this.#look(shrunk, shrunk.source, true);
    }
    for (const entry of known) {
      const shrunk = await this.#shrink(tried, source, (other) => this.#list.rowsOf(entry, other).length > 0);
      this.#list.addKnown({ entry, ...exampleOf(shrunk, this.#list.rowsOf(entry, shrunk)), path: pathOf(shrunk) });
    }
  }

  async #add(shrunk: Shrunk, symptom: Symptom): Promise<void> {
    const found =
      this.#isQuick || shrunk.isUnstable
        ? { ...shrunk, shape: shapeOf(shrunk.generated) }
        : await generalise(shrunk, {
            descriptor: this.#descriptor,
            run: (generated) => this.#try(generated),
            shows: (tried) => this.#list.rowsWith(symptom, tried).length > 0,
          });
    const { isUnstable } = shrunk;
    const example = exampleOf(found, this.#list.rowsWith(symptom, found));
    this.#list.add({ symptom, shape: found.shape, ...example, isUnstable, path: pathOf(shrunk) });
  }

  /** True when the other transport's answer is wrong in itself, which a test over that transport shows. */
  async #isPeerWrong({ testCase, transport }: Generated): Promise<boolean> {
    if (testCase.kind !== "parity") return false;
    const peer = PEERS[transport];
    const { run } = await this.#try({ testCase: { ...testCase, kind: "single", transports: [peer] }, transport: peer });
    return observedIn(run, "").some(({ violation }) => isOfOutcome(violation));
  }

  /** Only whether there is a finding matters, or what one case shows. */
  get #isQuick(): boolean {
    return this.#options.stopsAtFirst === true || this.#options.path !== undefined;
  }

  async #shrink(tried: Tried, source: Source, shows: (tried: Tried) => boolean): Promise<Shrunk> {
    if (!this.#isQuick) return shrink(this.#arbitrary, (generated) => this.#try(generated), tried, source, shows);
    return { ...tried, source, isUnstable: isCutOff(tried) && !shows(await this.#try(tried.generated)) };
  }

  async #replay(path: string): Promise<void> {
    const [batch = "0", ...rest] = path.split(":");
    const source = { seed: seedOf(this.#options.seed, Number(batch)), batch: Number(batch), path: rest.join(":") };
    const generated = this.#exampleAt(source);
    if (generated === undefined) throw noExample(path, this.#options.seed);
    this.#cases = 1;
    const tried = await this.#try(generated);
    this.#count(tried.run);
    await this.#look(tried, source);
  }

  /** The example of a path, or undefined where no run of the seed has such a one. */
  #exampleAt({ seed, batch, path }: Source): Generated | undefined {
    const place = Number.parseInt(path, 10);
    if (place >= BATCH || batch > MOST_BATCHES) return undefined;
    try {
      return fc.sample(this.#arbitrary, { seed, path, numRuns: 1 })[0];
    } catch (error) {
      if (error instanceof Error && error.message.startsWith("Unable to replay")) return undefined;
      throw error;
    }
  }

  async #try(generated: Generated): Promise<Tried> {
    const run = await this.#runner.run(generated.testCase, generated.transport);
    this.#exchanges += run.exchanges.length;
    return { generated, run };
  }

  #count({ rows }: CaseRun): "blocked" | "skipped" | "judged" {
    const blocked = rows.find(({ verdict }) => verdict === "blocked");
    if (blocked !== undefined) {
      increase(this.#blocked, blocked.reason ?? "no reason was given");
      return "blocked";
    }
    if (rows.every(({ verdict }) => verdict === "skipped")) {
      increase(this.#skipped, rows[0]?.reason ?? "no requirement applies");
      return "skipped";
    }
    this.#judged += 1;
    return "judged";
  }
}

function noExample(path: string, seed: number): SettingError {
  return new SettingError(
    "--path",
    `--path is ${path}, which names no example of the seed ${String(seed)} here: repeat a finding with all the options that it was printed with, on the same kind of target.`,
  );
}

/** What a restart or a lost connection does, unless it happens again. */
const CUT_OFF =
  "The connection ended before an answer was complete, and did not when the request was repeated: look at what stands between this machine and the instance.";

function isCutOff({ run }: Tried): boolean {
  return run.exchanges.some(({ response }) => response.incomplete);
}

function exampleOf({ generated, run }: Tried, observed: readonly Observed[]) {
  return { example: { generated, run, rows: [...new Set(observed.map(({ row }) => row))] } };
}

function pathOf({ source: { batch, path } }: Shrunk): string {
  return `${String(batch)}:${path}`;
}

function increase(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
