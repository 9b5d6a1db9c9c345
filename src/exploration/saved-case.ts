import { createHash } from "node:crypto";
import { secondRequest, stepsOf, type Case } from "../contract/case.ts";
import type { Finding } from "./finding.ts";
import { shapeText } from "./shape.ts";

/** Longest title that a list of tests shows well. */
const LONGEST = 120;

/** A finding's example as a case of the user's own. The same request always has the same id. */
export function savedCase({ example, shape }: Finding): Case {
  const { testCase, transport } = example.generated;
  const asked = [testCase.request, secondRequest(testCase) ?? null, stepsOf(testCase) ?? null, transport];
  const hash = createHash("sha256").update(JSON.stringify(asked)).digest("hex").slice(0, 8);
  const [first] = example.rows;
  const about = `Found by an exploration: ${shapeText(shape)}`.replace(/[\u0000-\u001f\u007f]/g, " ");
  return {
    ...testCase,
    id: `own/${(first?.requirement ?? "found").toLowerCase()}-${transport}-${hash}`,
    group: "own",
    title: about.length > LONGEST ? `${about.slice(0, LONGEST)}…` : about,
  };
}
