import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { runSamplesJob } from "../../src/cli/samples-job.ts";
import { addToStatement } from "../../src/report/samples/files.ts";
import { conformance } from "../../src/report/conformance.ts";
import { createRedactor } from "../../src/report/redact.ts";
import { readStatement, writeStatement } from "../../src/report/statement-file.ts";
import { summaryText } from "../../src/report/summary.ts";
import { runProcess, type Command, type Ended } from "../../src/samples/process.ts";
import type { SampleResult, ScenarioName, ScenarioResult } from "../../src/samples/result.ts";
import { runSamples } from "../../src/samples/run.ts";
import { readSamples, type Sample } from "../../src/samples/sample.ts";
import { openReference, type OpenReferenceOptions } from "../../src/servers/reference/open.ts";
import { run } from "../support/in-process.ts";
import { startCommand, type CommandRun } from "../support/run-command.ts";
import { HEAD } from "../support/report-samples.ts";
import { scratchFolder } from "../support/scratch.ts";

/** Samples that need only curl and the Node.js of the suite. */
const WITHOUT_LIBRARIES = ["--language", "curl", "--language", "nodejs", "--no-install"];

/** Runs the command's job in this process, with its results in a folder. */
function samplesInto(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ReturnType<typeof run> {
  const own = { CONFORMANCE_OUT: join(folder, "conformance.json"), ALLURE_RESULTS_DIR: join(folder, "allure") };
  return run(runSamplesJob, args, { ...own, ...env });
}

function verdictsIn(run: CommandRun): Record<string, string> {
  const file = JSON.parse(run.files.get("samples.json") ?? "{}") as { readonly samples: readonly SampleResult[] };
  return Object.fromEntries(file.samples.map(({ language, variant, verdict }) => [`${language} ${variant}`, verdict]));
}

test("curl and Node.js get the entry and are refused as documented", async () => {
  const ended = await startCommand("samples", {}, ...WITHOUT_LIBRARIES).ended;
  assert.equal(ended.code, 0, ended.stdout + ended.stderr);
  assert.deepEqual(verdictsIn(ended), {
    "curl the page's own": "pass",
    "curl cURL": "pass",
    "nodejs Axios": "skipped",
    "nodejs Native": "skipped",
    "nodejs Request": "skipped",
    "nodejs Unirest": "skipped",
    "nodejs Fetch": "pass",
  });
  assert.match(ended.stdout, /^samples: 3 pass, 4 skipped \(in \S+samples\.json\)$/m);
  const allure = [...ended.files.keys()].filter((name) => name.startsWith("allure") && name.endsWith("-result.json"));
  assert.equal(allure.length, 7);
});

test("a broken sample is noticed, and produces no verdicts", async () => {
  const folder = scratchFolder();
  const { code, said, stderr } = await samplesInto(folder, [...WITHOUT_LIBRARIES, "--broken"]);
  assert.equal(code, 0, said + stderr);
  assert.match(said, /^3 of 3 broken samples were noticed$/m);
  assert.deepEqual(readdirSync(folder), []);
});

test("the table is Markdown", async () => {
  const { code, said } = await samplesInto(scratchFolder(), ["--variant", "Fetch", "--markdown"]);
  assert.equal(code, 0);
  assert.match(
    said,
    /^\| Node\.js \| Fetch \| Node\.js \d+\.\d+\.\d+ \| pass \| missing-key, bad-token: the documented body; /m,
  );
});

test("a run in which no sample could run is not green", async () => {
  const { code, stderr } = await samplesInto(scratchFolder(), ["--variant", "Axios", "--no-install"]);
  assert.equal(code, 2);
  assert.match(stderr, /^No sample could run: /m);
});

const WRONG: readonly (readonly [args: readonly string[], env: Record<string, string>, message: RegExp])[] = [
  [["--language", "cobol"], {}, /--language is "cobol", which is none of curl, python, .*Usage: npm run samples/],
  [["--language", "go", "--variant", "Fetch"], {}, /No sample is of this language and this variant/],
  [["--fast"], {}, /--fast.*Usage: npm run samples/],
  [[], { CONFORMANCE_OUT: "/proc/no-such/x" }, /^CONFORMANCE_OUT names \/proc\S+, which cannot be written: /m],
  [[], { TARGET: "prism" }, /TARGET is prism.*set it to reference or live/],
];

for (const [args, env, message] of WRONG) {
  test(`${[...args, ...Object.keys(env)].join(" ")} is refused with one clear sentence`, async () => {
    const { code, stderr } = await samplesInto(scratchFolder(), args, env);
    assert.equal(code, 2);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /^ +at /m, "a sentence, no stack");
  });
}

/** Runs samples in this process against a reference server. */
async function runHere(
  t: TestContext,
  chosen: readonly Sample[],
  options: OpenReferenceOptions = {},
): Promise<{ readonly results: readonly SampleResult[]; readonly token: string }> {
  const { descriptor, close } = await openReference(options);
  t.after(close);
  const token = descriptor.tokens.subject ?? "";
  const redactor = createRedactor([token]);
  const results = await runSamples(chosen, descriptor, { redact: (text) => redactor.text(text), installs: false });
  return { results, token };
}

/** curl with other options, like a sample with a defect. */
function curlWith(options: string): Sample[] {
  return readSamples()
    .filter(({ variant }) => variant === "the page's own")
    .map((sample) => ({ ...sample, fill: (values) => sample.fill(values).replace("curl -L", `curl ${options}`) }));
}

function scenarioOf(results: readonly SampleResult[], name: ScenarioName): ScenarioResult {
  const found = results[0]?.scenarios.find(({ scenario }) => scenario === name);
  assert.ok(found !== undefined, "found is missing");
  return found;
}

test("a sample that takes the token to another host fails", async (t) => {
  const { results } = await runHere(t, curlWith("-L --location-trusted"));
  const { verdict, reason } = scenarioOf(results, "redirect");
  assert.equal(verdict, "fail");
  assert.match(reason ?? "", /sends the token to the other host/);
  assert.equal(results[0]?.verdict, "fail");
});

test("a sample that reports no error fails, and one that reports the status passes", async (t) => {
  const silent = await runHere(t, curlWith("-sf"));
  assert.equal(scenarioOf(silent.results, "success").verdict, "pass");
  assert.equal(scenarioOf(silent.results, "missing-key").verdict, "fail");
  const told = await runHere(t, curlWith("-f"));
  assert.equal(scenarioOf(told.results, "bad-token").reason, "the status 401, exit code 22");
});

test("a client that dumps its header fields shows no token", async (t) => {
  const { results, token } = await runHere(t, curlWith("-sv --fail -o body"));
  const { verdict, reason } = scenarioOf(results, "success");
  assert.equal(verdict, "fail");
  assert.match(reason ?? "", /Bearer \*\*\*/);
  assert.equal(JSON.stringify(results).includes(token), false);
});

test("samples trust the certificate that the settings name", async (t) => {
  const chosen = readSamples().filter(({ variant }) => variant === "cURL" || variant === "Fetch");
  const { results } = await runHere(
    t,
    chosen.filter(({ language }) => language !== "php"),
    { tls: true },
  );
  assert.deepEqual(
    results.map(({ verdict }) => verdict),
    ["pass", "pass"],
    JSON.stringify(results, null, 1),
  );
});

test("verdicts are a separate group in the statement of the same target", () => {
  const path = join(scratchFolder(), "conformance.json");
  const target = {
    kind: "reference",
    baseUrl: "http://127.0.0.1:1",
    vendorVersion: null,
    environment: null,
    proxies: [],
  } as const;
  const sample: SampleResult = {
    language: "go",
    variant: "Native",
    toolChain: null,
    libraries: [],
    verdict: "skipped",
    scenarios: [],
  };
  assert.equal(addToStatement(path, target, [sample]), false);
  writeStatement(path, conformance({ ...HEAD, target }, []));
  assert.equal(addToStatement(path, { ...target, vendorVersion: "4.0.0" }, [sample]), false);
  assert.equal(addToStatement(path, { ...target, baseUrl: "http://127.0.0.1:2" }, [sample]), true);
  const statement = readStatement(path);
  assert.deepEqual(statement.samples, [sample]);
  assert.match(summaryText(statement), /^samples: 1 skipped$/m);
});

/** Runs a JavaScript program within limits. */
function runNode(code: string, milliseconds = 60_000, more: Partial<Command> = {}): Promise<Ended> {
  const folder = scratchFolder();
  writeFileSync(join(folder, "program.cjs"), code);
  const command = { program: process.execPath, args: ["program.cjs"], ...more };
  return runProcess(command, { folder, env: { PATH: process.env["PATH"] ?? "" }, milliseconds });
}

test("a program that does not end is ended, with its children", async () => {
  const { how, stdout } = await runNode(
    `require("node:child_process").spawn(
       process.execPath,
       ["-e", "setTimeout(() => console.log('outlived'), 20_000)"],
       { stdio: "inherit" },
     );
     setInterval(() => {}, 1000);`,
    3000,
  );
  assert.equal(how, "time");
  // The promise waits for every process that holds the output.
  assert.equal(stdout, "");
});

test("a program that prints without end is ended", async () => {
  const { how } = await runNode("const text = 'x'.repeat(1e6); setInterval(() => process.stdout.write(text), 1);");
  assert.equal(how, "output");
});

test("a program that does not exist is reported as missing", async () => {
  assert.equal((await runNode("", 60_000, { program: "no-such-program-of-samples" })).how, "missing");
});

test("a program cannot exceed its address space", { skip: process.platform !== "linux" }, async () => {
  const program = { program: "sh", args: ["-c", "ulimit -v"] };
  assert.equal((await runNode("", 60_000, { ...program, addressSpace: 123_456 })).stdout.trim(), "123456");
});
