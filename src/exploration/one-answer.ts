import type { Finding } from "./finding.ts";
import { contains } from "./shape.ts";
import { isOfOutcome } from "./symptom.ts";

/**
 * Findings with one for each answer that is none of the operation's at all, such as a redirect or a proxy's page: that its
 * status, its media type and its body are not as required is one fault. The others' requirements stay with the one. Answers
 * of the operation stay as they are, as two things wrong in one of them may have two causes.
 */
export function oneForEachAnswer(findings: readonly Finding[]): Finding[] {
  const isAboutOutcome = ({ symptom }: Finding): boolean => isOfOutcome(symptom);
  const byMeaning = [...findings.filter(isAboutOutcome), ...findings.filter((finding) => !isAboutOutcome(finding))];
  const others = new Map<Finding, Finding[]>();
  for (const finding of byMeaning) {
    const first = [...others.keys()].find((other) => isOfAnswer(finding, other));
    if (first === undefined) others.set(finding, []);
    else others.get(first)?.push(finding);
  }
  return findings.flatMap((finding) => {
    const merged = others.get(finding);
    return merged === undefined ? [] : [withRows(finding, merged)];
  });
}

/** True when the cause of another finding, and its answer, is that of a finding's smallest example too. */
function isOfAnswer({ symptom, example }: Finding, other: Finding): boolean {
  return (
    symptom.outcome === other.symptom.outcome &&
    symptom.outcome.endsWith(" other") &&
    contains(example.generated, other.shape)
  );
}

function withRows(finding: Finding, others: readonly Finding[]): Finding {
  const rows = [...finding.example.rows];
  for (const row of others.flatMap(({ example }) => example.rows)) {
    if (!rows.some(({ requirement }) => requirement === row.requirement)) rows.push(row);
  }
  return { ...finding, example: { ...finding.example, rows } };
}
