import type { Transport } from "../contract/transport.ts";
import { sortFacets, type Answer, type Baseline, type Facets } from "./baseline.ts";

/** An answer as a file holds it: what is the same for most requirements is one line, and not one each. */
interface FiledAnswer {
  readonly case: string;
  readonly transport: Transport;
  /** Requirements that were kept, and those for which there was nothing to judge. */
  readonly kept: string;
  readonly idle: string;
  readonly facets: Facets;
}

/** A baseline as a file holds it (schemas/baseline.schema.json). */
export type FiledBaseline = Omit<Baseline, "answers"> & { readonly answers: readonly FiledAnswer[] };

const VERDICT = "verdict ";
const KEPT = "pass";
const IDLE = "skipped";

/** The form of a baseline for a file. */
export function toFile(baseline: Baseline): FiledBaseline {
  return { ...baseline, answers: baseline.answers.map(fileAnswer) };
}

/** The baseline that a file holds. */
export function fromFile(filed: FiledBaseline): Baseline {
  return { ...filed, answers: filed.answers.map(readAnswer) };
}

function fileAnswer({ case: id, transport, facets }: Answer): FiledAnswer {
  const entries = Object.entries(facets);
  const rest = entries.filter(([name, value]) => !isVerdict(name) || (value !== KEPT && value !== IDLE));
  const having = (wanted: string): string =>
    entries
      .filter(([name, value]) => isVerdict(name) && value === wanted)
      .map(([name]) => name.slice(VERDICT.length))
      .join(" ");
  return { case: id, transport, kept: having(KEPT), idle: having(IDLE), facets: Object.fromEntries(rest) };
}

function readAnswer({ case: id, transport, kept, idle, facets }: FiledAnswer): Answer {
  return { case: id, transport, facets: sortFacets({ ...facets, ...verdicts(kept, KEPT), ...verdicts(idle, IDLE) }) };
}

function verdicts(ids: string, verdict: string): Facets {
  return Object.fromEntries(
    ids
      .split(" ")
      .filter((id) => id !== "")
      .map((id) => [VERDICT + id, verdict]),
  );
}

function isVerdict(facet: string): boolean {
  return facet.startsWith(VERDICT);
}
