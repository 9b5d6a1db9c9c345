import type { ExploreOptions } from "../../exploration/explore.ts";
import type { Example, Exploration, Finding, KnownFinding } from "../../exploration/finding.ts";
import { shapeText } from "../../exploration/shape.ts";
import { stepsOf, type Step } from "../../contract/case.ts";
import { requirement } from "../../contract/requirements/index.ts";
import { storedFailure } from "../../runner/stored-failure.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import { failureText } from "../failure-text.ts";
import type { Redactor } from "../redact.ts";
import { reproduction } from "../reproduction/commands.ts";
import { counted } from "../counted.ts";

/** What an exploration is about to do, with everything that repeats it. */
export function planText(
  { kind, baseUrl, provisioning }: TargetDescriptor,
  { seed, cases, milliseconds, path, transport }: ExploreOptions,
  rate: number | undefined,
): string {
  const budget =
    path === undefined
      ? `${String(milliseconds / 1000)} seconds, ${Number.isFinite(cases) ? `${String(cases)} cases at most` : "as many cases as the time allows"}`
      : `only ${path}`;
  const speed = rate === undefined ? "no limit of requests per second" : `${String(rate)} requests per second at most`;
  const changes = provisioning === undefined ? "; only reads, as no administrator was given" : "";
  const over = transport === undefined ? "" : ` over ${transport}`;
  return `Exploring ${kind} at ${baseUrl}${over}: seed ${String(seed)}, ${budget}, ${speed}${changes}.`;
}

/** What findings are told with. */
interface Context {
  readonly descriptor: TargetDescriptor;
  readonly redactor: Redactor;
  /** The run stores its findings, so that `npm run replay` repeats them. */
  readonly isStored: boolean;
  /** What the settings do not say of the target. */
  readonly profile: string | undefined;
}

/** Every finding with its smallest example, the known deviations that showed, and the figures. */
export function explorationText(exploration: Exploration, context: Context): string {
  const { redactor, isStored, profile } = context;
  const { findings, known, blocked, skipped, seed, transport } = exploration;
  const over = transport === undefined ? "" : ` --transport ${transport}`;
  const as = profile === undefined ? "" : ` --profile ${profile}`;
  const again = `${isStored ? "or      " : "replay  "}  npm run explore --${as} --seed ${String(seed)}${over}`;
  return [
    ...findings.flatMap((finding, at) => [
      "",
      redactor.text(`Finding ${String(at + 1)} of ${String(findings.length)}: ${aboutText(finding)}`),
      exampleText(finding.example, context),
      `  ${again} --path ${finding.path}`,
    ]),
    ...(known.length === 0 ? [] : ["", "Known deviations that showed:"]),
    ...known.flatMap((each) => knownLines(each, context)),
    ...countLines("Blocked", blocked, redactor),
    ...countLines("Not sent", skipped, redactor),
    "",
    figures(exploration),
  ].join("\n");
}

/** 0 when nothing new is wrong, 1 when something is, 2 when not everything could be judged, as after the main job. */
export function explorationCode({ findings, blocked, judged }: Exploration, strict: boolean): 0 | 1 | 2 {
  if (blocked.size > 0 || judged === 0) return 2;
  return findings.some(({ example }) => example.rows.some(({ level }) => strict || level === "MUST")) ? 1 : 0;
}

function aboutText({ shape, symptom, seen, isUnstable, example }: Finding): string {
  const again = isUnstable ? "; it did not show again when the request was repeated" : "";
  const isMissing = shape.needs.length === 0 && example.generated.testCase.request.key === "{missing}";
  return `${isMissing ? "a missing key" : shapeText(shape)} (${symptom.outcome}, ${times(seen)}${again})`;
}

function exampleText({ generated, run, rows }: Example, { descriptor, redactor, isStored }: Context): string {
  const [first, ...others] = rows;
  if (first === undefined) return "";
  const { testCase } = generated;
  const steps = stepsOf(testCase);
  return [
    failureText(first, { testCase, run, descriptor, redactor, isStored: false }),
    ...(steps === undefined ? [] : [`  steps     ${steps.map(stepText).join(", ")}`]),
    ...others.map(({ requirement: id, level }) => `  also      ${id} ${level}  ${requirement(id).statement}`),
    ...(isStored ? [first].flatMap((row) => storedFailure(row, testCase) ?? []) : []).map(
      ({ id }) => `  replay    npm run replay -- ${id}`,
    ),
  ].join("\n");
}

/** One step of a sequence, with its entry where that is not the first. */
function stepText(step: Step): string {
  switch (step.do) {
    case "together":
      return `at once (${step.steps.map(stepText).join(", ")})`;
    case "write":
      return `store ${String(Buffer.from(step.value, step.base64 ? "base64" : "utf8").length)} bytes${entryText(step)}`;
    case "read":
      return `read${entryText(step)}${step.over === undefined ? "" : ` over ${step.over}`}`;
    case "delete":
      return `delete${entryText(step)}`;
    case "interleaved":
    case "concurrent":
      return `${step.do} ${String(step.times)} times`;
    case "authenticate":
    case "await-revocation":
      return `${step.do} with the ${step.token} token`;
    case "remove-token":
    case "deactivate":
      return step.do;
  }
}

function entryText({ entry }: { readonly entry?: number }): string {
  return entry === undefined ? "" : ` of key ${String(entry + 1)}`;
}

function knownLines({ entry, example, path, seen }: KnownFinding, { descriptor, redactor }: Context) {
  const { generated, run } = example;
  const commands = reproduction(generated.testCase, run, descriptor, redactor).map(({ line }) => `    again  ${line}`);
  return [`  ${entry.id}  ${times(seen)}, ${path}: ${entry.reason}`, ...commands];
}

function countLines(what: string, counts: ReadonlyMap<string, number>, redactor: Redactor): string[] {
  return [...counts].map(([reason, count]) => redactor.text(`${what} ${times(count)}: ${reason}`));
}

function figures({ findings, known, cases, judged, exchanges, milliseconds, seed }: Exploration): string {
  const perSecond = Math.round((exchanges * 1000) / Math.max(1, milliseconds));
  return `${counted(findings.length, "finding")}, ${counted(known.length, "known deviation")}; ${String(judged)} of ${String(cases)} generated cases judged by ${String(exchanges)} exchanges in ${(milliseconds / 1000).toFixed(1)} s (${String(perSecond)} a second), seed ${String(seed)}`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${String(count)} times`;
}
