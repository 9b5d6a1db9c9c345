import { relative } from "node:path";
import { inspect } from "node:util";
import { LEAVES_NO_TRACE } from "./test-process.ts";

/** What a test file has come to so far. */
interface FileReport {
  readonly file: string;
  readonly output: string[];
  passed: number;
  skipped: number;
  failed: number;
}

/** The parts of an event of node:test that are read here. */
export interface TestEvent {
  readonly type: string;
  readonly data: {
    readonly file?: string;
    readonly name?: string;
    readonly nesting?: number;
    readonly message?: string;
    readonly skip?: string | boolean;
    readonly details?: { readonly type?: string; readonly error?: Error & { readonly failureType?: string } };
  };
}

/**
 * A reporter of node:test: one line for each file whose tests pass, failures whole with what the file printed, and
 * node's own counts at the end.
 */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let current: FileReport | undefined;
  // Printed since the last test began or ended: node says which process did, which may run the tests of many files.
  let printed: string[] = [];
  const names: string[] = [];
  for await (const { type, data } of events) {
    const { nesting = 0 } = data;
    const isOfRunner = data.name === LEAVES_NO_TRACE || PROCESS.test(data.name ?? "");
    if (isOfRunner && type !== "test:fail") continue;
    const file = (isOfRunner ? undefined : data.file) ?? current?.file ?? "";
    if (type === "test:diagnostic") {
      if (nesting > 0) continue;
      if (current !== undefined && hasTests(current)) yield lineOf(current);
      current = undefined;
      yield `# ${data.message ?? ""}\n`;
      continue;
    }
    if (type === "test:stdout" || type === "test:stderr") printed.push(data.message ?? "");
    if (!READ.has(type)) continue;
    if (current?.file !== file) {
      if (current !== undefined && hasTests(current)) yield lineOf(current);
      current = { file, output: [], passed: 0, skipped: 0, failed: 0 };
    }
    current.output.push(...printed);
    printed = [];
    if (type === "test:start") names.splice(nesting, Infinity, data.name ?? "");
    else if (type === "test:pass") countPass(current, data);
    else yield* failure(current, names.slice(0, nesting), data);
  }
}

/** A process of test files, which is a test of its own to node where it has none. */
const PROCESS = /[/\\]shared-\w+[/\\]\d+\.js$/;

const READ: ReadonlySet<string> = new Set(["test:start", "test:pass", "test:fail"]);

function countPass(of: FileReport, { skip, details }: TestEvent["data"]): void {
  if (details?.type === "suite") return;
  // Node gives the reason, or an empty text where there is none.
  if (skip === undefined || skip === false) of.passed += 1;
  else of.skipped += 1;
}

function* failure(
  of: FileReport,
  above: readonly string[],
  { name = "", details }: TestEvent["data"],
): Generator<string> {
  const error = details?.error;
  // Whatever holds a test that failed fails as well, and has nothing to add.
  if (error?.failureType === "subtestsFailed") return;
  of.failed += 1;
  yield `\nFAILED ${shown(of.file)}: ${[...above, name].join(" > ")}\n`;
  yield `${inspect(error?.cause ?? error, { depth: 20 })}\n`;
  yield of.output.splice(0).join("");
  yield "\n";
}

/** False for a file that only runs those of other files. */
function hasTests({ passed, skipped, failed }: FileReport): boolean {
  return passed + skipped + failed > 0;
}

function lineOf({ file, passed, skipped, failed }: FileReport): string {
  const counts = [
    `${String(passed)} passed`,
    ...(failed === 0 ? [] : [`${String(failed)} failed`]),
    ...(skipped === 0 ? [] : [`${String(skipped)} skipped`]),
  ];
  return `${shown(file)}: ${counts.join(", ")}\n`;
}

/** A file that ends before its first test is known by its place in the bundle alone. */
const BUILT = /^node_modules[/\\]\.cache[/\\][^/\\]+[/\\]tests-\w+[/\\](.*)\.js$/;

function shown(file: string): string {
  return relative(process.cwd(), file).replace(BUILT, "$1.ts");
}
