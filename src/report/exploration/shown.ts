import type { Example, Exploration } from "../../exploration/finding.ts";
import type { Redactor } from "../redact.ts";
import { showRows } from "../shown-rows.ts";

/** An exploration without credentials, fit to be written down: the servers that it finds faults in may send them back. */
export function showExploration(exploration: Exploration, redactor: Redactor): Exploration {
  const { findings, known } = exploration;
  return {
    ...exploration,
    findings: findings.map((finding) => ({ ...finding, example: showExample(finding.example, redactor) })),
    known: known.map((finding) => ({ ...finding, example: showExample(finding.example, redactor) })),
  };
}

/** The exchanges stay as they were, as commands are made from them. */
function showExample(example: Example, redactor: Redactor): Example {
  return { ...example, rows: showRows(example.rows, redactor) };
}
