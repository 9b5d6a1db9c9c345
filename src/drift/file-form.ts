import type { Transport } from "../contract/transport.ts";
import { sortObservations, type Answer, type Baseline, type Observations } from "./baseline.ts";

/** An answer as a file holds it: what is the same for most requirements is one line, and not one each. */
interface FiledAnswer {
  readonly case: string;
  readonly transport: Transport;
  /** Requirements that were kept, and those that were inapplicable. */
  readonly kept: string;
  readonly inapplicable: string;
  readonly observations: Observations;
}

/** A baseline as a file holds it (schemas/baseline.schema.json). */
export type FiledBaseline = Omit<Baseline, "answers"> & { readonly answers: readonly FiledAnswer[] };

const VERDICT = "verdict ";
const KEPT = "pass";
const INAPPLICABLE = "inapplicable";

/** The form of a baseline for a file. */
export function toFile(baseline: Baseline): FiledBaseline {
  return { ...baseline, answers: baseline.answers.map(fileAnswer) };
}

/** The baseline that a file holds. */
export function fromFile(filed: FiledBaseline): Baseline {
  return { ...filed, answers: filed.answers.map(readAnswer) };
}

function fileAnswer({ case: id, transport, observations }: Answer): FiledAnswer {
  const entries = Object.entries(observations);
  const rest = entries.filter(([name, value]) => !isVerdict(name) || (value !== KEPT && value !== INAPPLICABLE));
  const having = (wanted: string): string =>
    entries
      .filter(([name, value]) => isVerdict(name) && value === wanted)
      .map(([name]) => name.slice(VERDICT.length))
      .join(" ");
  return {
    case: id,
    transport,
    kept: having(KEPT),
    inapplicable: having(INAPPLICABLE),
    observations: Object.fromEntries(rest),
  };
}

function readAnswer({ case: id, transport, kept, inapplicable, observations }: FiledAnswer): Answer {
  return {
    case: id,
    transport,
    observations: sortObservations({
      ...observations,
      ...verdicts(kept, KEPT),
      ...verdicts(inapplicable, INAPPLICABLE),
    }),
  };
}

function verdicts(ids: string, verdict: string): Observations {
  return Object.fromEntries(
    ids
      .split(" ")
      .filter((id) => id !== "")
      .map((id) => [VERDICT + id, verdict]),
  );
}

function isVerdict(observation: string): boolean {
  return observation.startsWith(VERDICT);
}
