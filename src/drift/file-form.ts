import type { Transport } from "../contract/transport.ts";
import { sortObservations, type Answer, type Baseline, type Stored } from "./baseline.ts";
import type { Observation, VerdictValue } from "./observation.ts";

/** Version of the format: version 1 stored every observation as text. */
const FORMAT = 2;

/** An observation in a file: another version of this suite may have written any kind. */
type FiledObservation = Observation | { readonly kind: string; readonly value: unknown };

/** An answer in a file: requirements that pass or are inapplicable share one line. */
interface FiledAnswer {
  readonly case: string;
  readonly transport: Transport;
  readonly stored?: Stored;
  readonly kept: readonly string[];
  readonly inapplicable: readonly string[];
  readonly observations: readonly FiledObservation[];
  readonly second?: readonly FiledObservation[];
}

/** A baseline in a file (schemas/baseline.schema.json). */
export type FiledBaseline = Omit<Baseline, "answers"> & {
  readonly format: typeof FORMAT;
  readonly answers: readonly FiledAnswer[];
};

/** Verdicts without details, by the member that lists their requirements. */
const LISTED = { kept: "pass", inapplicable: "inapplicable" } as const;

/** The known kinds of observations. */
const KINDS: Readonly<Record<Observation["kind"], true>> = {
  answer: true,
  completeness: true,
  "media-type": true,
  "media-type-format": true,
  "media-type-parameters": true,
  header: true,
  "malformed-challenge": true,
  challenge: true,
  "challenge-parameter": true,
  member: true,
  "unknown-field": true,
  "message-count": true,
  "error-message-count": true,
  "compressed-messages": true,
  framing: true,
  "status-place": true,
  "status-count": true,
  "status-details": true,
  trailer: true,
  verdict: true,
  relation: true,
  unknown: true,
};

/** The text of a baseline file: one observation per line, so that line diffs are readable. */
export function toText(baseline: Baseline): string {
  const { answers, ...rest } = baseline;
  const head = JSON.stringify({ format: FORMAT, ...rest }, null, 1).slice(0, -"\n}".length);
  return `${head},\n "answers": [\n${answers.map(answerText).join(",\n")}\n ]\n}\n`;
}

/** The baseline in a file's content, which must fit the schema. */
export function fromFile(filed: FiledBaseline): Baseline {
  const { suite, target, contractVersion, contract, noise, unjudged, answers } = filed;
  return {
    ...{ suite, target, contractVersion, contract, noise },
    ...(unjudged === undefined ? {} : { unjudged }),
    answers: answers.map(readAnswer),
  };
}

function answerText({ case: id, transport, stored, observations, second }: Answer): string {
  const verdictsOf = (wanted: VerdictValue["verdict"]): string[] =>
    observations.flatMap((each) =>
      each.kind === "verdict" && each.value.verdict === wanted ? [each.requirement] : [],
    );
  const rest = observations.filter((each) => each.kind !== "verdict" || !isListed(each.value));
  const head = {
    case: id,
    transport,
    ...(stored === undefined ? {} : { stored }),
    kept: verdictsOf(LISTED.kept),
    inapplicable: verdictsOf(LISTED.inapplicable),
  };
  const parts = [
    `  ${JSON.stringify(head).slice(0, -1)}`,
    `   "observations": ${linesOf(rest)}`,
    ...(second === undefined ? [] : [`   "second": ${linesOf(second)}`]),
  ];
  return `${parts.join(",\n")}}`;
}

function linesOf(observations: readonly Observation[]): string {
  return `[${observations.map((each) => `\n    ${JSON.stringify(each)}`).join(",")}]`;
}

function isListed({ verdict }: VerdictValue): boolean {
  return verdict === LISTED.kept || verdict === LISTED.inapplicable;
}

function readAnswer({ kept, inapplicable, observations, second, ...place }: FiledAnswer): Answer {
  return {
    ...place,
    observations: sortObservations([
      ...observations.map(known),
      ...verdicts(kept, LISTED.kept),
      ...verdicts(inapplicable, LISTED.inapplicable),
    ]),
    ...(second === undefined ? {} : { second: sortObservations(second.map(known)) }),
  };
}

function verdicts(requirements: readonly string[], verdict: VerdictValue["verdict"]): readonly Observation[] {
  return requirements.map((requirement) => ({ kind: "verdict", requirement, value: { verdict, seen: [] } }) as const);
}

/** An unknown observation keeps its name and value, so that a difference in it shows. */
function known(observation: FiledObservation): Observation {
  if (isKnown(observation)) return observation;
  const { value, ...names } = observation;
  return { kind: "unknown", name: Object.values(names).map(String).join(" "), value: JSON.stringify(value ?? null) };
}

function isKnown(observation: FiledObservation): observation is Observation {
  return Object.hasOwn(KINDS, observation.kind);
}
