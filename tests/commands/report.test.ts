import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import type { Browser } from "@playwright/test";
import { runReport } from "../../src/cli/report-job.ts";
import { ReportError, SettingError } from "../../src/errors.ts";
import { foreignAddresses, withoutTagManager } from "../../src/report/allure/generated.ts";
import { launchBrowser, requestsOf, WITHOUT_BROWSER } from "../support/browser.ts";
import { countedIn } from "../support/counting.ts";
import { showPage } from "../support/report-pages.ts";
import { COUNTS, referenceRun } from "../support/reference-run.ts";
import { runConformance, type CommandRun } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { serveFolder } from "../support/static-files.ts";

const scratch = scratchFolder();
const results = join(scratch, "results");
/** What the first page shows as soon as it is drawn. */
const NAME = "ZITADEL GetMyMetadata: conformance";
/** What the first page says of a run that saw as many known deviations as the vendor's releases have. */
const KNOWN = `KD-01: ${"The gateway decodes the path before it matches its template. ".repeat(3)}(3 tests)`;
const ENVIRONMENT = [
  "target=recording",
  "release=4.0.0",
  "verdict=conforms",
  `known\\ deviations=${KNOWN}\\nKD-02: The last. (1 test)`,
  "not\\ run=none",
];
const env = { ALLURE_RESULTS_DIR: results };

/** Runs the command, and gives what it printed. */
async function report(...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  assert.equal(await runReport(args, env, (line) => lines.push(line)), 0);
  return lines;
}

describe("npm run report", () => {
  let run: CommandRun | undefined;
  /** How many tests the run had. */
  const testsOf = ({ stdout }: CommandRun): number => Number(/^(\d+) passed, 0 failed/m.exec(stdout)?.[1]);

  before(async () => {
    run = await referenceRun();
    assert.equal(run.code, 0, run.stdout + run.stderr);
    for (const [name, text] of run.files) {
      const path = join(results, name);
      mkdirSync(dirname(path), { recursive: true });
      if (name.startsWith("allure")) writeFileSync(join(results, name.replace(/^allure./, "")), text, "latin1");
    }
  });

  let opened: Promise<Browser> | undefined;
  /** One browser for all tests: it takes longer to start than to show a page. */
  const openBrowser = (): Promise<Browser> => (opened ??= launchBrowser());
  after(async () => {
    await (await opened)?.close();
  });

  // Counts, not times: they are the same on a loaded machine, and several times as high with a step for each requirement.
  test("has what a run wrote whose tests cost their workers few messages, and two files", () => {
    assert.ok(run !== undefined, "the run is missing");
    const tests = testsOf(run);
    const workers = countedIn(COUNTS);
    assert.equal(workers.length, 2, "each transport has one worker");
    const sent = workers.reduce((sum, worker) => sum + worker.sent, 0);
    assert.ok(sent < 16 * tests, `${String(sent)} messages for ${String(tests)} tests`);
    for (const { modules } of workers) assert.ok(modules < 140, `a worker loads ${String(modules)} modules`);
    const written = [...run.files.keys()].filter((path) => path.startsWith("allure"));
    // Beside them the page's environment.
    assert.ok(written.length <= 2 * tests + 1, `${String(written.length)} files of Allure for ${String(tests)} tests`);
  });

  const out = join(scratch, "twice");

  test("takes the place of an older report, and says how many tests it holds", async () => {
    const page = join(out, "index.html");
    mkdirSync(out);
    for (const path of [page, join(out, "summary.json"), join(out, "left-by-older")]) writeFileSync(path, "");
    const { ino } = statSync(out);
    const [line] = await report("--out", out);
    // The folder may be a volume, which cannot be removed.
    assert.equal(statSync(out).ino, ino);
    assert.ok(run !== undefined, "the run is missing");
    assert.equal(line, `${page}: ${String(testsOf(run))} tests of ${results}`);
    assert.ok(readFileSync(page, "utf8").length > 0, "the page is still the older one");
    assert.equal(existsSync(join(out, "left-by-older")), false);
    assert.deepEqual(readdirSync(out).includes("awesome"), false);
  });

  test("asks nobody but its own server", { skip: WITHOUT_BROWSER }, async (t) => {
    const origin = await serveFolder(t, out);
    const browser = await openBrowser();
    const shown = join(out, "data", "test-results");
    const [testId = ""] = readdirSync(shown)
      .filter((name) => readFileSync(join(shown, name), "utf8").includes("GMM-0101"))
      .map((name) => name.replace(/\.json$/, ""));
    for (const [place, ready] of [
      ["", NAME],
      [`#${testId}`, "GMM-0101"],
      ["#categories", NAME],
    ] as const) {
      const requests = await requestsOf(browser, `${origin}/${place}`, ready);
      assert.ok(requests.length > 0, String(requests.length));
      assert.deepEqual(
        requests.filter((address) => !address.startsWith(`${origin}/`) && !/^(data|blob):/.test(address)),
        [],
      );
    }
    // The same page with a stranger's script: the check above can fail.
    const spoilt = join(scratch, "spoilt");
    cpSync(out, spoilt, { recursive: true });
    const page = readFileSync(join(out, "index.html"), "utf8");
    writeFileSync(
      join(spoilt, "index.html"),
      page.replace("<head>", '<head><script src="http://127.0.0.1:9/x"></script>'),
    );
    const seen = await requestsOf(browser, `${await serveFolder(t, spoilt)}/`, NAME);
    assert.equal(seen.includes("http://127.0.0.1:9/x"), true);
  });

  test(
    "makes one file that loads nothing else, and shows first its head and each known deviation whole, also where a test failed",
    { skip: WITHOUT_BROWSER },
    async () => {
      const failed = join(scratch, "failed");
      cpSync(results, failed, { recursive: true });
      for (const name of readdirSync(failed).filter((each) => each.endsWith("-result.json"))) {
        const text = readFileSync(join(failed, name), "utf8");
        writeFileSync(join(failed, name), text.replaceAll('"status":"passed"', '"status":"failed"'));
      }
      writeFileSync(join(failed, "environment.properties"), ENVIRONMENT.join("\n"));
      const single = join(scratch, "single");
      assert.equal(
        await runReport(["--out", single, "--single-file"], { ALLURE_RESULTS_DIR: failed }, () => undefined),
        0,
      );
      const page = join(single, "index.html");
      const address = pathToFileURL(page).href;
      const browser = await openBrowser();
      const shown = await showPage(browser, address, NAME, KNOWN);
      assert.deepEqual(
        shown.requests.filter((asked) => asked !== address && !/^(data|blob):/.test(asked)),
        [],
      );
      assert.equal(shown.requests.includes(address), true);
      assert.equal(shown.placeOfHead >= 0, true);
      assert.equal(shown.showsWhole, true);
      // The same page without the script and the style: the checks above can fail.
      const text = readFileSync(page, "utf8");
      writeFileSync(
        page,
        text.replace('addEventListener("scroll", hold, true)', "").replace("pre-line !important", "nowrap"),
      );
      const spoilt = await showPage(browser, address, NAME, KNOWN);
      assert.equal(spoilt.placeOfHead < 0, true);
      assert.equal(spoilt.showsWhole, false);
    },
  );

  test("says in a sentence that there are no results", async () => {
    const nothing = { ALLURE_RESULTS_DIR: join(scratch, "nothing"), CONFORMANCE_OUT: join(scratch, "none.json") };
    await assert.rejects(
      runReport([], nothing, () => undefined),
      (error) => error instanceof ReportError && /no results in .*: run npm run conformance/.test(error.message),
    );
  });

  test("says why there are no results after a run that was blocked before its first test", async () => {
    const out = join(scratch, "blocked.json");
    const nothing = { ALLURE_RESULTS_DIR: join(scratch, "nothing"), CONFORMANCE_OUT: out };
    const live = {
      TARGET: "live",
      ZITADEL_BASE_URL: "http://127.0.0.1:1",
      ZITADEL_TOKEN: "t",
      ZITADEL_METADATA_KEY: "k",
    };
    const { code } = await runConformance({ ...live, ...nothing });
    assert.equal(code, 2);
    await assert.rejects(
      runReport([], nothing, () => undefined),
      (error) =>
        error instanceof ReportError &&
        /^There are no results in .*, as the last run was blocked before its first test: Nothing listens at 127/.test(
          error.message,
        ),
    );
  });

  test("removes no folder that is not a report", async () => {
    const precious = join(scratch, "precious");
    mkdirSync(precious);
    writeFileSync(join(precious, "letter.txt"), "Dear reader");
    for (const folder of [precious, results, dirname(results), "."]) {
      await assert.rejects(report("--out", folder), SettingError);
    }
    assert.equal(existsSync(join(precious, "letter.txt")), true);
  });

  test("removes no folder that has the results in it, also by a link", async () => {
    const [home, link] = [join(scratch, "home"), join(scratch, "link")];
    const own = join(home, "results");
    mkdirSync(own, { recursive: true });
    symlinkSync(home, link);
    for (const path of ["index.html", "summary.json", "results/1-result.json"]) writeFileSync(join(home, path), "{}");
    for (const folder of [home, link]) {
      await assert.rejects(
        runReport(["--out", folder], { ALLURE_RESULTS_DIR: own }, () => undefined),
        SettingError,
      );
    }
    assert.equal(existsSync(join(own, "1-result.json")), true);
  });

  test("removes no file, and no page of the user's own", async () => {
    const site = join(scratch, "site");
    mkdirSync(site);
    const [page, letter] = [join(site, "index.html"), join(scratch, "letter.txt")];
    for (const path of [page, letter]) writeFileSync(path, "Dear reader");
    for (const out of [site, letter]) {
      await assert.rejects(
        report("--out", out),
        (error) => error instanceof SettingError && error.message.startsWith("--out"),
      );
    }
    for (const path of [page, letter]) assert.equal(readFileSync(path, "utf8"), "Dear reader");
  });

  // Allure itself never ends where a file system takes no new folders.
  test("says in a sentence that a report cannot be written", async () => {
    const cannot = /^\/proc\/no-such\/x cannot be written: give --out a path that can be\.$/;
    await assert.rejects(
      report("--out", "/proc/no-such/x"),
      (error) => error instanceof SettingError && cannot.test(error.message),
    );
  });

  test("takes the tag manager out of a page, and names what else it loads", () => {
    const tag = '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>\n';
    const call = "<script>\n function gtag(){dataLayer.push(arguments);}\n gtag('js', new Date());\n</script>";
    const own = "<script>window.allure = {};</script>";
    assert.equal(withoutTagManager(`${own}${tag}${call}${own}`), `${own}${own}`);
    assert.deepEqual(
      foreignAddresses(`${own}<img alt="" src="//example.com/a.png"><a href="https://b.example">b</a>`),
      ["//example.com/a.png"],
    );
  });
});
