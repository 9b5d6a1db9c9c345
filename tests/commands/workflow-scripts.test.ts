import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { stepsOf, workflows } from "../../scripts/ci-files.ts";
import { scratchFolder } from "../support/scratch.ts";

/** The only command of a workflow, as GitHub runs it on Linux: `bash -e`. */
function run(workflow: string, folder: string, env: Readonly<Record<string, string>> = {}): void {
  const file = workflows().find(({ path }) => path === `.github/workflows/${workflow}`);
  assert.ok(file, "file is missing");
  const [command = "", ...others] = stepsOf(file).flatMap((step) => step.run ?? []);
  assert.deepEqual(others, []);
  const path = `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`;
  execFileSync("bash", ["-e", "-c", command], { cwd: folder, env: { PATH: path, ...env }, stdio: "pipe" });
}

describe("the comment of the upgrade check", { skip: process.platform === "win32" }, () => {
  /** A folder with the drift, and a program gh that knows one comment and notes its calls. */
  function prepared(id: string): string {
    const folder = scratchFolder();
    writeFileSync(join(folder, "drift.md"), `# Drift\n${"x".repeat(100_000)}`);
    mkdirSync(join(folder, "bin"));
    const gh = join(folder, "bin/gh");
    writeFileSync(gh, `#!/bin/sh\necho "$*" >> calls\ncase "$*" in *--paginate*) echo "${id}";; esac\n`);
    chmodSync(gh, 0o755);
    return folder;
  }

  const env = { GITHUB_REPOSITORY: "a/b", NUMBER: "7", GH_TOKEN: "secret" };

  test("is written, with a mark and no longer than GitHub takes", () => {
    const folder = prepared("");
    run("comment.yml", folder, env);
    const [search = "", write] = readFileSync(join(folder, "calls"), "utf8").split("\n");
    assert.match(
      search,
      /^api --paginate repos\/a\/b\/issues\/7\/comments --jq .*startswith\("<!-- zitadel upgrade check -->"\)/,
    );
    assert.equal(write, "api --silent --method POST repos/a/b/issues/7/comments --field body=@comment.md");
    const comment = readFileSync(join(folder, "comment.md"), "utf8");
    assert.match(comment, /^<!-- zitadel upgrade check -->\n# Drift\n/);
    assert.ok(comment.length < 65_536, String(comment.length));
  });

  test("is the same one the next time", () => {
    const folder = prepared("42");
    run("comment.yml", folder, env);
    const [, write] = readFileSync(join(folder, "calls"), "utf8").split("\n");
    assert.equal(write, "api --silent --method PATCH repos/a/b/issues/comments/42 --field body=@comment.md");
  });
});

test(
  "the pages have a folder for each environment, and a first page that leads to them",
  { skip: process.platform === "win32" },
  () => {
    const folder = scratchFolder();
    for (const name of ["staging", "eu-production"]) {
      const report = join(folder, `reports/conformance-report-${name}/allure-report`);
      mkdirSync(report, { recursive: true });
      writeFileSync(join(report, "index.html"), name);
    }
    run("pages.yml", folder);
    assert.equal(readFileSync(join(folder, "site/staging/index.html"), "utf8"), "staging");
    const page = readFileSync(join(folder, "site/index.html"), "utf8");
    assert.match(page, /<li><a href="eu-production\/">eu-production<\/a>\n<li><a href="staging\/">staging<\/a>\n/);
  },
);
