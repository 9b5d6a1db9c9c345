import type { Statement } from "../../src/report/conformance.ts";
import { validateConformance } from "../../src/report/statement-file.ts";

/** A conformance statement from its text; throws when it does not fit its schema. */
export function readStatementText(text: string): Statement {
  const value: unknown = JSON.parse(Buffer.from(text, "latin1").toString());
  const problem = validateConformance(value);
  if (problem !== undefined) throw new Error(problem);
  return value as Statement;
}
