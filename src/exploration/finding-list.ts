import { resolveKey } from "../runner/keys.ts";
import type { KnownDeviation, KnownDeviations } from "../runner/known-deviations.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { causesOf } from "./explained.ts";
import type { Finding, KnownFinding } from "./finding.ts";
import { oneForEachAnswer } from "./one-answer.ts";
import { contains } from "./shape.ts";
import type { Tried } from "./shrink.ts";
import { observedIn, symptomText, type Observed, type Symptom } from "./symptom.ts";

/** What one test shows that nobody has seen before. */
export interface News {
  readonly observed: readonly Observed[];
  readonly known: readonly KnownDeviation[];
}

/** What is found so far: it says what of a run is explained already, and counts that. */
export class FindingList {
  readonly #descriptor: TargetDescriptor;
  readonly #deviations: KnownDeviations;
  readonly #findings = new Map<string, Counted<Finding>>();
  readonly #known = new Map<string, Counted<KnownFinding>>();

  constructor(descriptor: TargetDescriptor, deviations: KnownDeviations) {
    this.#descriptor = descriptor;
    this.#deviations = deviations;
  }

  /** Counts what is explained, and returns what is not: each symptom once. */
  note(tried: Tried): News {
    const unknown = new Map<string, Observed>();
    const known = new Map<string, KnownDeviation>();
    for (const observed of this.#observedIn(tried)) {
      const causes = this.#causesOf(observed, tried);
      for (const cause of causes) known.set(cause.id, cause);
      if (causes.length === 0) unknown.set(symptomText(observed.symptom), observed);
    }
    for (const id of known.keys()) increase(this.#known.get(id));
    const observed = [...unknown.values()].filter(({ symptom }) => {
      const finding = this.#explaining(symptom, tried);
      increase(finding);
      return finding === undefined;
    });
    return { observed, known: [...known.values()].filter(({ id }) => !this.#known.has(id)) };
  }

  /** True when a test shows a symptom that no known deviation and no finding explains. */
  showsUnexplained(symptom: Symptom, tried: Tried): boolean {
    return this.rowsWith(symptom, tried).length > 0 && this.#explaining(symptom, tried) === undefined;
  }

  /** What a test shows of a symptom that no known deviation explains. */
  rowsWith(symptom: Symptom, tried: Tried): readonly Observed[] {
    const wanted = symptomText(symptom);
    return this.#observedIn(tried).filter(
      (observed) => symptomText(observed.symptom) === wanted && this.#causesOf(observed, tried).length === 0,
    );
  }

  /** What a test shows of a known deviation. */
  rowsOf({ id }: KnownDeviation, tried: Tried): readonly Observed[] {
    return this.#observedIn(tried).filter((observed) =>
      this.#causesOf(observed, tried).some((cause) => cause.id === id),
    );
  }

  add(finding: Omit<Finding, "seen">): void {
    const key = `${symptomText(finding.symptom)} ${JSON.stringify(finding.shape)}`;
    this.#findings.set(key, this.#findings.get(key) ?? { found: { ...finding, seen: 0 }, seen: 1 });
  }

  addKnown(finding: Omit<KnownFinding, "seen">): void {
    this.#known.set(finding.entry.id, { found: { ...finding, seen: 0 }, seen: 1 });
  }

  /** In the order in which they were found; the known ones by their ids. */
  result(): { readonly findings: readonly Finding[]; readonly known: readonly KnownFinding[] } {
    const known = [...this.#known.values()].map(({ found, seen }) => ({ ...found, seen }));
    const findings = [...this.#findings.values()].map(({ found, seen }) => ({ ...found, seen }));
    // What was found later may need less of the same.
    const smallest = findings.filter((finding) => !findings.some((other) => isOneOf(finding, other)));
    return {
      findings: oneForEachAnswer(smallest),
      known: known.sort((left, right) => (left.entry.id < right.entry.id ? -1 : 1)),
    };
  }

  #observedIn({ generated, run }: Tried): readonly Observed[] {
    return observedIn(run, this.#keyOf(generated.testCase.request.key));
  }

  #causesOf(observed: Observed, { generated, run }: Tried): readonly KnownDeviation[] {
    return causesOf(observed, run, this.#keyOf(generated.testCase.request.key), this.#deviations);
  }

  #explaining(symptom: Symptom, { generated }: Tried): Counted<Finding> | undefined {
    const wanted = symptomText(symptom);
    return [...this.#findings.values()].find(
      ({ found }) => symptomText(found.symptom) === wanted && contains(generated, found.shape),
    );
  }

  #keyOf(template: string): string {
    return resolveKey(template, this.#descriptor);
  }
}

/** True when another finding is the same, and needs less. */
function isOneOf({ symptom, shape, example }: Finding, other: Finding): boolean {
  return (
    JSON.stringify(other.shape) !== JSON.stringify(shape) &&
    symptomText(other.symptom) === symptomText(symptom) &&
    contains(example.generated, other.shape) &&
    other.shape.needs.length <= shape.needs.length
  );
}

interface Counted<Found> {
  readonly found: Found;
  seen: number;
}

function increase(counted: { seen: number } | undefined): void {
  if (counted !== undefined) counted.seen += 1;
}
