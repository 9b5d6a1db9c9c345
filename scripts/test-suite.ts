import { readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "node:test";
import report from "./test-reporter.ts";

const COMMANDS = join(import.meta.dirname, "../tests/commands");

/** Processes at once: those of the commands wait for others much of their time. */
const AT_ONCE = 3;

/** The tests of the suite itself, or those files that are named after `npm run test:suite --`. */
function testFiles(named: readonly string[]): string[] {
  if (named.length > 0) return named.map((name) => join(process.cwd(), name));
  const commands = readdirSync(COMMANDS).filter((name) => name.endsWith(".test.ts"));
  return [join(import.meta.dirname, "unit-tests.ts"), ...commands.map((name) => join(COMMANDS, name))];
}

const events = run({ files: testFiles(process.argv.slice(2)), concurrency: AT_ONCE });
events.on("test:fail", () => {
  process.exitCode = 1;
});
for await (const text of report(events)) process.stdout.write(text);
