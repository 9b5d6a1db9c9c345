import { secondRequest, type Case } from "../contract/case.ts";
import type { Violation } from "../checks/check.ts";
import { OTHER_VALUE } from "../checks/metadata.ts";
import { withOwnCommands } from "../package-file.ts";
import { header, type Exchange } from "../protocol/exchange.ts";
import { OPERATION } from "../contract/operation.ts";
import { requirement } from "../contract/requirements/index.ts";
import type { Transport } from "../contract/transport.ts";
import { resolveKey } from "../runner/keys.ts";
import type { CaseRun, Row } from "../runner/result.ts";
import { storedFailure } from "../runner/stored-failure.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { reproduction } from "./reproduction/commands.ts";
import type { Redactor } from "./redact.ts";

/** Longest text of one line's content; whole bodies stand in the attached exchange. */
const LINE = 400;

/** What a failure is told with beside its row. */
export interface FailureContext {
  readonly testCase: Case;
  readonly run: CaseRun;
  readonly descriptor: TargetDescriptor;
  readonly redactor: Redactor;
  /** The run stores its failures, so that this one can be replayed by its id. */
  readonly isStored: boolean;
}

/** One failed row so that it stands alone in a CI log; holds no credential. */
export function failureText(row: Row, context: FailureContext): string {
  const { run, redactor } = context;
  const lines = [
    failureHead(row.requirement, [row.transport]),
    ...run.exchanges.map((exchange, at) => line(at === 0 ? "sent" : "and", sentText(exchange, context))),
    ...row.violations.flatMap(violationLines),
    ...(row.reason === undefined ? [] : [line(row.verdict, row.reason)]),
    ...settingLines(row, context),
    ...againLines(context),
    ...replayLine(row, context),
  ];
  return lines.map((text) => redactor.text(text)).join("\n");
}

/** Where the user has said what is stored, that may be what is wrong: nobody else knows. */
function settingLines({ violations }: Row, { descriptor: { kind, provisioning, key } }: FailureContext): string[] {
  if (kind !== "live" || provisioning !== undefined || !violations.some(({ seen }) => seen === OTHER_VALUE)) return [];
  return [line("compared", `with ZITADEL_METADATA_VALUE: see that it is what the user has under ${key}`)];
}

/** The line that a failure begins with: which requirement, over what, and who says so. */
export function failureHead(id: string, transports: readonly Transport[]): string {
  const { level, statement, source } = requirement(id);
  return `${id} ${level.padEnd(5)} ${transports.join(", ")}  ${statement}  (${source})`;
}

/** All rows of a run that make it fail, by their texts, the same reason told once. */
export function failureTexts(failures: ReadonlyMap<Row, string>, { redactor, run }: FailureContext): string {
  const rows = [...failures.keys()];
  const [first] = rows;
  const sameReason =
    first?.verdict === "blocked" &&
    rows.every(({ verdict, reason }) => verdict === "blocked" && reason === first.reason);
  if (!sameReason) return [...failures.values()].join("\n\n");
  return redactor.text(`${run.case} ${run.transport} was blocked: ${first.reason ?? "no reason was given"}`);
}

/** Whole, as a part of a command does something else. */
function againLines({ testCase, run, descriptor, redactor }: FailureContext): string[] {
  if (run.exchanges.length === 0) return [];
  return reproduction(testCase, run, descriptor, redactor).flatMap(({ line: command, or }) => [
    labelled("again", command),
    ...(or === undefined ? [] : [labelled("or", or)]),
  ]);
}

function replayLine(row: Row, { isStored }: FailureContext): string[] {
  const failure = isStored ? storedFailure(row) : undefined;
  return failure === undefined ? [] : [labelled("replay", withOwnCommands(`npm run replay -- ${failure.id}`))];
}

function violationLines({ expected, actual, where }: Violation): string[] {
  return [line("expected", expected), line("actual", `${cut(actual)}  at ${where}`)];
}

function line(label: string, text: string): string {
  // Everything stays on one line: a control character must not break or fake the log.
  return labelled(
    label,
    cut(text).replace(/[\u0000-\u001f\u007f]/g, (character) => escape(character)),
  );
}

function labelled(label: string, text: string): string {
  return `  ${label.padEnd(10)}${text}`;
}

function escape(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}

function cut(text: string): string {
  return text.length > LINE ? `${text.slice(0, LINE)}… (${String(text.length)} characters)` : text;
}

function sentText(exchange: Exchange, { testCase, run, descriptor, redactor }: FailureContext): string {
  const { request, transport } = exchange;
  const credentials = header(request.headers, "authorization");
  const parts = [
    `${request.method} ${redactor.text(request.path)}`,
    ...(request.httpVersion === "2.0" && transport === "rest" ? ["HTTP/2"] : []),
    ...(transport === run.transport ? [] : [`over ${transport}`]),
    ...(transport === "rest" || request.path.endsWith(OPERATION.rpcPath) ? [] : ["another path than the RPC's"]),
    ...(transport === "rest" || request.method !== "POST" ? [] : [messageText(testCase, exchange, descriptor)]),
    credentials === undefined
      ? "no Authorization header"
      : `Authorization: ${redactor.field("authorization", credentials)}`,
  ];
  return parts.join(", ");
}

/** The message of an RPC by what it asks for, or by its size when the case wrote the bytes itself. */
function messageText(testCase: Case, exchange: Exchange, descriptor: TargetDescriptor): string {
  const { request } = testCase;
  const then = secondRequest(testCase);
  const isRaw = request.rpc?.rawBody !== undefined || (then !== undefined && then.key !== request.key);
  if (isRaw) return `${String(exchange.request.body.length)} bytes`;
  const key = resolveKey(request.key, descriptor);
  if (key.includes("{fresh}")) return "a new key";
  return `key ${JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}…` : key)}`;
}
