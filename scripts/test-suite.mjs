import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { run } from "node:test";
import { pathToFileURL } from "node:url";
import { ROOT, testFiles } from "./bundle.mjs";
import { presentBundle } from "./present-bundle.mjs";

/**
 * `npm run test:suite`: runs the tests of the suite itself, or those files and folders that are named after `--`, from a
 * bundle of the present sources. Node's `--enable-source-maps` shows failures where they are in TypeScript.
 */

/** Processes for each processor: tests of commands wait for others much of their time. */
const AT_ONCE = 3;

/** Small tests share processes, because most of their time goes into loading code. */
const SHARED = 3;

/** Tests of commands that wait longest for others: begun last, they would leave the processors idle at the end. */
const LONG = /[/\\](secrets|vendor|explore-live|report|bad-input|killed-runs|known-deviations)\.test/;

/** Tests that need what is not everywhere: a network, or programs that are no npm packages. */
const NEEDY = /^tests[/\\](intermediaries|package)[/\\]/;

const folder = await presentBundle("tests");
const shared = mkdtempSync(join(folder, "shared-"));
process.once("exit", () => rmSync(shared, { recursive: true, force: true }));

const events = run({ files: programs(chosen(process.argv.slice(2))), concurrency: AT_ONCE * availableParallelism() });
events.on("test:fail", () => {
  process.exitCode = 1;
});
const { default: report } = await import(pathToFileURL(built("scripts/test-reporter.ts")).href);
for await (const text of report(events)) process.stdout.write(text);

function chosen(named) {
  const all = testFiles();
  if (named.length === 0) return all.filter((path) => !NEEDY.test(path));
  return named.flatMap((name) => {
    const path = relative(ROOT, join(process.cwd(), name));
    const found = all.filter((each) => each === path || each.startsWith(join(path, "/")));
    if (found.length > 0) return found;
    console.error(`${name} is neither a test nor a folder with tests: name some such as tests/commands/live.test.ts.`);
    process.exit(2);
  });
}

/** Each test of commands is a process of its own, as it starts programs or waits long. */
function programs(tests) {
  const [alone, small] = [true, false].map((is) => tests.filter((path) => path.startsWith("tests") === is));
  const groups = Array.from({ length: SHARED }, (_, group) => small.filter((_, at) => at % SHARED === group));
  const ordered = [...alone.filter((path) => LONG.test(path)), ...alone.filter((path) => !LONG.test(path))];
  return [...groups.filter((group) => group.length > 0).map(sharedProgram), ...ordered.map(built)];
}

function sharedProgram(tests, group) {
  const program = join(shared, `${String(group)}.js`);
  writeFileSync(
    program,
    tests.map((path) => `await import(${JSON.stringify(pathToFileURL(built(path)))});\n`).join(""),
  );
  return program;
}

function built(path) {
  return join(folder, path.replace(/\.ts$/, ".js"));
}
