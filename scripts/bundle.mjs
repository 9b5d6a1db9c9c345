import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** The repository's folder. */
export const ROOT = join(import.meta.dirname, "..");

/**
 * Writes the suite as JavaScript into a folder. Modules are joined into few files, as each file that a process loads
 * costs it time; what comes from npm stays outside, with its own licence.
 *
 * @param {string} folder where the files go
 */
export async function bundle(folder) {
  await build({
    absWorkingDir: ROOT,
    // `success.spec.ts.js`, so that a filter for success.spec.ts finds it.
    entryPoints: entries().map((path) => ({ in: path, out: path.replace(/(?<!\.spec)\.ts$/, "") })),
    outdir: folder,
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20.19",
    logLevel: "warning",
  });
}

/** Modules that are started or named by their path. */
function entries() {
  return [
    ...modulesIn("src/api"),
    ...modulesIn("src/cli"),
    ...modulesIn("tests").filter((path) => path.endsWith(".spec.ts") || path.includes("/global-")),
    ...modulesIn("src/report").filter((path) => /(reporter|kept-worker)\.ts$/.test(path)),
    "playwright.config.ts",
  ];
}

/** @param {string} folder */
function modulesIn(folder) {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name}`);
}
