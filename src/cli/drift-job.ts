import { parseArgs } from "node:util";
import { readAcceptances } from "../drift/accept.ts";
import type { Baseline } from "../drift/baseline.ts";
import { CONTRACT_RULES } from "../drift/contract/rules.ts";
import { readBaseline } from "../drift/read.ts";
import { driftReport, type DriftReport } from "../drift/report.ts";
import type { ContractRow } from "../drift/row.ts";
import { OPERATION_REMOVED } from "../drift/removed.ts";
import { RULES } from "../drift/rules.ts";
import { driftJson } from "../report/drift/json.ts";
import { driftConsole, driftMarkdown } from "../report/drift/text.ts";
import { verdictText } from "../report/drift/words.ts";
import type { Env } from "../settings/env.ts";
import { demandNamedTarget } from "../settings/target-settings.ts";
import type { PrintingSurroundings } from "./main-job.ts";
import { reportErrors } from "./user-facing-errors.ts";
import { demandOut, demandOutFolder, writeOut, type Out } from "./write-out.ts";
import { wrongArguments } from "./wrong-arguments.ts";

const USAGE =
  "npm run drift -- OLD NEW [--format console|markdown|json] [--out FILE] [--all] [--accept FILE] [--allure DIR] [--proto FOLDER], or --rules; OLD and NEW are files, or live for the target of the settings";
const FORMATS = ["console", "markdown", "json"] as const;

interface Asked {
  readonly old: string;
  readonly new: string;
  readonly format: (typeof FORMATS)[number];
  readonly out: string | undefined;
  readonly all: boolean;
  readonly accept: string | undefined;
  readonly allure: string | undefined;
  readonly proto: string | undefined;
}

/** Compares two baselines. Exit code 0 safe, 1 something breaks, 2 they could not be compared. */
export function runDrift(argv: readonly string[], { env, stderr, stdout }: PrintingSurroundings): Promise<number> {
  return reportErrors(async () => {
    const asked = readArguments(argv);
    if (asked === "rules") {
      stdout(ruleLines().join("\n"));
      return 0;
    }
    if (asked.out !== undefined) demandOut(asked.out, { ...DRIFT_OUT, inputs: inputsOf(asked) });
    if (asked.allure !== undefined) demandOutFolder(asked.allure, "--allure");
    const accepted = asked.accept === undefined ? [] : readAcceptances(asked.accept);
    const [old, now] = [await baselineAt(asked.old, env, stderr), await baselineAt(asked.new, env, stderr)];
    const report = driftReport(old, now, {
      accepted,
      places: { old: asked.old, new: asked.new },
      today: new Date().toISOString().slice(0, 10),
      more: asked.proto === undefined ? [] : await messageRows(asked.proto),
    });
    const text = show(report, asked);
    if (asked.out === undefined) stdout(text);
    else {
      writeOut(asked.out, `${text}\n`);
      stdout(`${asked.out}: ${verdictText(report)}`);
    }
    if (asked.allure !== undefined) {
      const { writeDriftAllure } = await import("../report/drift/allure.ts");
      writeDriftAllure(asked.allure, report);
    }
    return report.counts.breaking > 0 ? 1 : report.safe ? 0 : 2;
  }, stderr);
}

/** What `--out` may overwrite. */
export const DRIFT_OUT: Out = { kind: "drift", name: "a report of npm run drift" };

function inputsOf({ old, new: now, accept }: Asked): readonly string[] {
  return [old, now, ...(accept === undefined ? [] : [accept])].filter((place) => place !== "live");
}

async function baselineAt(place: string, env: Env, stderr: (text: string) => void): Promise<Baseline> {
  if (place !== "live") return readBaseline(place);
  demandNamedTarget(env, "live is the target of the settings");
  // Loaded when needed, as the messages below: two files are compared without what sends requests.
  const { recordTarget } = await import("./record-target.ts");
  return recordTarget(env, false, stderr);
}

/** How the vendor's messages of another release differ from those that the suite uses. */
async function messageRows(place: string): Promise<readonly ContractRow[]> {
  const { compareMessages } = await import("../drift/contract/messages/compare.ts");
  const { readInstalledMessages, readMessages } = await import("../drift/contract/messages/read.ts");
  return compareMessages(await readInstalledMessages(), await readMessages(place, "--proto"));
}

/** One line per rule, behaviour first, then the contract. */
function ruleLines(): string[] {
  const rules = [OPERATION_REMOVED, ...RULES, ...CONTRACT_RULES];
  const width = Math.max(...rules.map(({ slug }) => slug.length));
  return rules.map(
    ({ id, slug, grade, statement }) => `${id}  ${slug.padEnd(width)}  ${grade.padEnd(10)}  ${statement}`,
  );
}

function show(report: DriftReport, { format, all }: Asked): string {
  switch (format) {
    case "console":
      return driftConsole(report, all);
    case "markdown":
      return driftMarkdown(report, all);
    case "json":
      return driftJson(report);
  }
}

function readArguments(argv: readonly string[]): Asked | "rules" {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        format: { type: "string", default: "console" },
        out: { type: "string" },
        all: { type: "boolean", default: false },
        accept: { type: "string" },
        allure: { type: "string" },
        proto: { type: "string" },
        rules: { type: "boolean", default: false },
      },
    });
    if (values.rules) return "rules";
    const [old, now, ...rest] = positionals;
    if (old === undefined || now === undefined || rest.length > 0) throw new TypeError("Two baselines are needed");
    const format = FORMATS.find((each) => each === values.format);
    if (format === undefined)
      throw new TypeError(`--format is ${values.format}, which is none of ${FORMATS.join(", ")}`);
    const { out, all, accept, allure, proto } = values;
    return { old, new: now, format, out, all, accept, allure, proto };
  } catch (error) {
    throw wrongArguments("npm run drift", error, USAGE);
  }
}
