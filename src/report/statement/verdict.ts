import { exitCode, type ExitCode } from "../exit-code.ts";
import type { Statement, StatementTarget } from "../conformance.ts";
import { countTests } from "../summary.ts";
import { coverageOf } from "./coverage.ts";
import { counted } from "../counted.ts";

/** What a statement says, for who reads nothing else of it. */
export interface StatementVerdict {
  readonly code: ExitCode;
  /** Two or three words. */
  readonly short: string;
  readonly sentence: string;
}

/** The verdict of a run, in a sentence. */
export function verdictOf(statement: Statement): StatementVerdict {
  const { summary, plan, target, results } = statement;
  const code = exitCode(summary, plan.strict);
  const { judged, all } = coverageOf(results);
  const { passed, failed, skipped, blocked } = countTests(results);
  const violated = countRequirements(statement, plan.strict ? ["fail", "stale", "deviation"] : ["fail", "stale"]);
  const known = countRequirements(statement, ["known"]);
  const extent = [
    `${String(judged)} of ${counted(all, "requirement")} judged in ${counted(passed + failed, "test")}`,
    ...(skipped === 0 ? [] : [`${counted(skipped, "test")} not run`]),
    ...(blocked === 0 ? [] : [`${String(blocked)} blocked`]),
  ].join(", ");
  const but = known === 0 ? "" : `, but for listed deviations from ${counted(known, "requirement")}`;
  const found =
    violated === 0 ? "" : `, and ${counted(violated, "requirement")} of those judged ${are(violated)} violated`;
  const sentences: Readonly<Record<ExitCode, readonly [short: string, text: string]>> = {
    0: [known === 0 ? "conforms" : `conforms, ${String(known)} known`, `${subjectOf(target)} conforms${but}`],
    1: [
      counted(violated, "violation"),
      `${subjectOf(target)} does not conform: ${counted(violated, "requirement")} ${are(violated)} violated`,
    ],
    2: [
      judged === 0 ? "nothing judged" : "incomplete",
      `Whether ${subjectOf(target)} conforms is not known: ${judged === 0 ? "nothing could be judged" : "not everything could be judged"}${found}`,
    ],
  };
  const [short, text] = sentences[code];
  return { code, short, sentence: `${text} (${extent}).` };
}

/** What was tested, without what differs from run to run. */
export function subjectOf({ kind, baseUrl, vendorVersion, environment }: StatementTarget): string {
  const release = vendorVersion === null ? "ZITADEL" : `ZITADEL ${vendorVersion}`;
  const place = environment === null ? "" : ` (${environment})`;
  const names: Readonly<Record<StatementTarget["kind"], string>> = {
    live: `${release} at ${baseUrl}`,
    recording: `The recording of ${release}`,
    reference: "The reference server",
    prism: "Prism with the documented examples",
  };
  return `${names[kind]}${place}`;
}

function countRequirements({ results }: Statement, verdicts: readonly string[]): number {
  return new Set(results.filter(({ verdict }) => verdicts.includes(verdict)).map(({ requirement }) => requirement))
    .size;
}

function are(count: number): string {
  return count === 1 ? "is" : "are";
}
