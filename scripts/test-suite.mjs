import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
const AT_ONCE = 2;

/** Tests that wait longest for others: begun last, they would leave the processors idle at the end. */
const LONG =
  /[/\\](secrets|vendor|explore-live|report|bad-input|killed-runs|known-deviations|mutants-job|playwright|package)\.test/;

/** Tests that need the same baselines, look at the same run, or judge the same recordings: one process does it once. */
const RELATED = [
  /[/\\](drift-(command|compare|gone)|baseline-file)\.test/,
  /commands[/\\](report|shards)\.test/,
  /commands[/\\](record|recording)\.test/,
];

/** Tests that leave cases of a user's own in their process. */
const ALONE = /[/\\](configuration|explore-live)\.test/;

/** Tests that need what is not everywhere: a network, or programs that are no npm packages. */
const NEEDY = /^tests[/\\](intermediaries|package)[/\\]/;

const folder = await presentBundle("tests");
const shared = mkdtempSync(join(folder, "shared-"));
process.once("exit", () => rmSync(shared, { recursive: true, force: true }));

const files = ordered(chosen(process.argv.slice(2))).map((path, at) => ({
  path,
  built: built(path),
  begun: join(shared, `${relatedTo(path) ?? String(at)}.begun`),
  ended: join(shared, `${String(at)}.ended`),
}));
const [alone, together] = [true, false].map((is) => files.filter(({ path }) => ALONE.test(path) === is));
const atOnce = AT_ONCE * availableParallelism();
// Half of them begin with what waits for others, and half with what needs a processor.
const shares = Array.from({ length: Math.min(together.length, atOnce) }, (_, at) =>
  at % 2 === 0 ? together : together.toReversed(),
);
const programs = [...alone.map((file) => [file]), ...shares].map(program);
const events = run({ files: programs, concurrency: atOnce });
events.on("test:fail", () => {
  process.exitCode = 1;
});
const { default: report } = await import(pathToFileURL(built("scripts/test-reporter.ts")).href);
for await (const text of report(events)) process.stdout.write(text);
for (const { path } of files.filter(({ ended }) => !existsSync(ended))) {
  process.exitCode = 1;
  console.error(`FAILED ${path}: its process ended before its tests did.`);
}

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

/** Tests of commands first, as they wait for the programs that they start. */
function ordered(tests) {
  const rank = (path) => (LONG.test(path) ? 0 : path.startsWith("tests") ? 1 : 2);
  return tests.toSorted((one, other) => rank(one) - rank(other));
}

/** The name of the group that a file is related to. */
function relatedTo(path) {
  const at = RELATED.findIndex((group) => group.test(path));
  return at < 0 ? undefined : `related-${String(at)}`;
}

/** A process for some files, which may be those of others too: each runs the next that none has begun. */
function program(share, at) {
  const path = join(shared, `${String(at)}.js`);
  const main = JSON.stringify(pathToFileURL(built("scripts/test-process.ts")));
  writeFileSync(path, `import { runTestFiles } from ${main};\nawait runTestFiles(${JSON.stringify(share)});\n`);
  return path;
}

function built(path) {
  return join(folder, path.replace(/\.ts$/, ".js"));
}
