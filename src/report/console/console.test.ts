import assert from "node:assert/strict";
import { test } from "node:test";
import { FACTS, row } from "../../../tests/support/report-samples.ts";
import { REQUIREMENTS } from "../../contract/requirements/index.ts";
import type { RunContext } from "../../runner/run-context.ts";
import { causesOf } from "../causes.ts";
import { everyTest } from "../collector.ts";
import { aboutText } from "./about.ts";
import { githubAnnotations, withoutCommands } from "./annotations.ts";
import { causesText } from "./cause-text.ts";
import { plainView, progressText, terminalView } from "./progress.ts";

const violation = { expected: "404", actual: "500", where: "status", seen: "HTTP 500" };
const TEXT = "head\n  sent      GET /x\n  expected  404\n  actual    500  at status\n  again     curl -i";

/** Many tests that fail for the reasons of this many requirements. */
function failures(tests: number, causes: number): ReturnType<typeof row>[] {
  return Array.from({ length: tests }, (_, at) =>
    row("fail", {
      case: `success/case-number-${String(at)}`,
      requirement: REQUIREMENTS[at % causes]?.id ?? "",
      violations: [violation],
    }),
  );
}

test("a hundred failing tests print tens of lines, each cause once", () => {
  for (const count of [1, 3, 30]) {
    const text = causesText(causesOf(failures(100, count)), () => TEXT);
    assert.ok(text.split("\n").length < 170, `${String(count)} causes take ${String(text.split("\n").length)} lines`);
    assert.equal(text.match(/^GMM-\d{4} /gm)?.length, count);
  }
});

test("a cause fits a screen, however much there is to say, and names its places", () => {
  const long = ["head", ...Array.from({ length: 500 }, (_, at) => `  actual    ${String(at)}`)].join("\n");
  const text = causesText(causesOf(failures(400, 1)), () => long);
  assert.equal(text.split("\n").length <= 24, true);
  assert.match(text, /… 484 more lines with --verbose$/m);
  assert.match(text, /^ {2}seen in {3}400 tests: success\/case-number-0, /m);
  assert.match(text, / …$/);
  const [few] = causesOf([
    row("fail", { violations: [violation] }),
    row("fail", { violations: [violation], transport: "grpc" }),
  ]);
  assert.ok(few !== undefined, "few is missing");
  assert.match(
    causesText([few], () => TEXT),
    /^GMM-0101 MUST {2}rest, grpc {2}.*\n[^]*\n {2}seen in {3}2 tests: success\/text \(rest, grpc\)$/,
  );
});

test("a run says before it starts what it is about, and what is left out", () => {
  const context: RunContext = { descriptor: FACTS, blocked: { grpc: "no HTTP/2" }, strict: false, known: [] };
  const all = { shard: null, filters: [] };
  const lines = aboutText(context, everyTest(), all, 2).split("\n");
  assert.equal(lines[0], "Target: live 4.0.0 at https://example.zitadel.cloud/api");
  assert.equal(lines[1], `Tests: ${String(everyTest().length)}, over rest, grpc, grpc-web, with 2 workers`);
  assert.match(lines[2] ?? "", /^Left out: \d+ tests \(\d+: no HTTP\/2; \d+: .*; \d+ more reasons in the summary\)$/);
  const some = aboutText(
    context,
    everyTest().slice(0, 1),
    { shard: { current: 2, total: 3 }, filters: ["--grep x"] },
    1,
  );
  assert.match(
    some,
    new RegExp(
      `^Tests: 1 of ${String(everyTest().length)} \\(part 2 of 3, chosen by --grep x\\), over rest, with 1 worker$`,
      "m",
    ),
  );
});

test("progress says how far a run is and how long it takes", () => {
  const at = { done: 10, planned: 40, failed: 0, blocked: 0, elapsed: 20_000 };
  assert.equal(progressText(at), "10 of 40 tests, 20 s, about 1 min 0 s left");
  assert.equal(progressText({ ...at, done: 40, failed: 2 }), "40 of 40 tests, 2 failed, 20 s");
  assert.equal(progressText({ ...at, done: 40, failed: 2, blocked: 3 }), "40 of 40 tests, 2 failed, 3 blocked, 20 s");
});

test("progress is one line on a terminal that nothing else shares, and a line from time to time in a log", () => {
  const at = { done: 1, planned: 4, failed: 0, blocked: 0, elapsed: 1000 };
  const seen: string[] = [];
  const terminal = terminalView(
    (text) => seen.push(text),
    () => 10,
  );
  terminal.show(at);
  terminal.show(at);
  terminal.clear();
  terminal.clear();
  assert.deepEqual(seen, ["1 of 4 te", "\r\u001b[2K", "1 of 4 te", "\r\u001b[2K"]);
  const lines: string[] = [];
  const plain = plainView((text) => lines.push(text));
  for (const elapsed of [1000, 10_000, 11_000, 20_000]) plain.show({ ...at, elapsed });
  plain.end({ ...at, done: 4, elapsed: 21_000 });
  assert.deepEqual(
    lines.map((line) => /, (\d+) s/.exec(line)?.[1]),
    ["10", "20", "21"],
  );
});

test("GitHub shows each cause once, and no text of a server ends the command", () => {
  const sly = { ...violation, actual: "100%\n::error::x\r" };
  const rows = [
    ...failures(6, 2),
    row("fail", { requirement: "GMM-0503", violations: [sly] }),
    row("blocked", { reason: "no answer" }),
  ];
  const lines = githubAnnotations(rows);
  assert.equal(lines.length, 4);
  assert.ok(
    lines.every((line) => /^::error title=[^\n\r:,]+::[^\n\r]+$/.test(line)),
    lines.join("\n"),
  );
  assert.equal(
    lines.some((line) => line.includes("actual 100%25%0A::error::x%0D at status")),
    true,
  );
  assert.equal(lines.includes("::error title=Blocked over rest::no answer"), true);
});

test("on GitHub no text of a server is a command, where a line begins with it or inside of one", () => {
  const body = "HTTP 200\n  ::add-mask::a\r\n::stop-commands::x\n  actual  ##[error]x ::y at a::b";
  assert.equal(
    withoutCommands(body, true),
    "HTTP 200\n  : :add-mask::a\r\n: :stop-commands::x\n  actual  ## [error]x ::y at a::b",
  );
  assert.equal(withoutCommands(body, false), body);
});
