import { execFileSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/**
 * `npm run build`: the package's JavaScript and types in `dist`. Modules are joined into few files, as each file that a
 * process loads costs it time; what comes from npm stays outside, with its own licence.
 */
const ROOT = join(import.meta.dirname, "..");

/** Modules that are started or named by their path. */
const ENTRIES = [
  ...modulesIn("src/api"),
  ...modulesIn("src/cli"),
  ...modulesIn("tests").filter((path) => path.endsWith(".spec.ts") || path.includes("/global-")),
  "src/report/kept-worker.ts",
  "src/report/reporter.ts",
  "src/report/console-reporter.ts",
  "src/report/allure-reporter.ts",
  "playwright.config.ts",
];

rmSync(join(ROOT, "dist"), { recursive: true, force: true });
await build({
  absWorkingDir: ROOT,
  entryPoints: ENTRIES,
  outbase: ".",
  outdir: "dist",
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  packages: "external",
  format: "esm",
  platform: "node",
  target: "node20.19",
  logLevel: "warning",
});
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  cwd: ROOT,
  stdio: "inherit",
});

function modulesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name}`);
}
