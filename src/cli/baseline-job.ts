import { parseArgs } from "node:util";
import { toText } from "../drift/file-form.ts";
import { counted } from "../report/counted.ts";
import { unjudgedLines } from "../report/drift/unjudged.ts";
import type { PrintingSurroundings } from "./main-job.ts";
import { recordTarget } from "./record-target.ts";
import { reportErrors } from "./user-facing-errors.ts";
import { demandOut, writeOut, type Out } from "./write-out.ts";
import { wrongArguments } from "./wrong-arguments.ts";

const USAGE = "npm run baseline -- --out FILE [--twice]";

/** What `--out` may overwrite. */
export const BASELINE_OUT: Out = { kind: "baseline", name: "a baseline" };

/** Records a baseline into a file. Exit code 0, or 2 when that fails. */
export function runBaseline(argv: readonly string[], { env, stderr, stdout }: PrintingSurroundings): Promise<number> {
  return reportErrors(async () => {
    const { out, twice } = readArguments(argv);
    demandOut(out, BASELINE_OUT);
    const baseline = await recordTarget(env, twice, stderr);
    writeOut(out, toText(baseline));
    const { answers, noise, target, unjudged = [] } = baseline;
    const of = [target.kind, target.vendorVersion].filter(Boolean).join(" ");
    const unsettled = noise.length === 0 ? "" : `, ${String(noise.length)} observations that vary and are not compared`;
    const unanswered = unjudged.length === 0 ? "" : `, ${counted(unjudged.length, "test")} not judged`;
    stdout(`${out}: ${String(answers.length)} answers of ${of}${unsettled}${unanswered}`);
    for (const line of unjudgedLines(unjudged)) stdout(`Not judged: ${line}`);
    return 0;
  }, stderr);
}

function readArguments(argv: readonly string[]): { readonly out: string; readonly twice: boolean } {
  const options = { out: { type: "string" }, twice: { type: "boolean", default: false } } as const;
  try {
    const { out, twice } = parseArgs({ args: [...argv], options }).values;
    if (out === undefined || out === "") throw new TypeError("--out is missing");
    return { out, twice };
  } catch (error) {
    throw wrongArguments("npm run baseline", error, USAGE);
  }
}
