import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import type { Statement } from "../../src/report/conformance.ts";
import { scratchFolder } from "../support/scratch.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Needs the network: npm installs the package's dependencies as a user's would be. */
test("the tarball, installed into an empty folder, runs the main job with one command", () => {
  const folder = scratchFolder();
  npm(ROOT, "pack", "--pack-destination", folder);
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { readonly version: string };
  npm(folder, "install", "--no-audit", "--no-fund", `./zitadel-conformance-${version}.tgz`);
  const program = join(folder, "node_modules/zitadel-conformance/dist/src/cli/program.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "run"], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, `${stdout}${stderr}`);
  const { summary } = JSON.parse(readFileSync(join(folder, "results/conformance.json"), "utf8")) as Statement;
  assert.ok(summary.pass > 4000, JSON.stringify(summary));
  assert.equal(summary.fail, 0);
});

function npm(cwd: string, ...args: readonly string[]): void {
  execFileSync("npm", args, { cwd, stdio: "pipe", shell: process.platform === "win32" });
}
