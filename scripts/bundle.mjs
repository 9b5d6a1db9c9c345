import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

/** The repository's folder. */
export const ROOT = join(import.meta.dirname, "..");

/** Packages of many files or of large ones, whose unused parts need not be loaded, and what they need themselves. */
const JOINED = new Set([
  ...["@bufbuild/protobuf", "@zitadel/proto", "ajv", "ajv-formats", "fast-check", "p-map"],
  ...["fast-deep-equal", "fast-uri", "json-schema-traverse", "pure-rand"],
]);

/** Joins those packages and no others. */
const WITH_PACKAGES = { packages: "bundle", plugins: [{ name: "packages", setup: leaveOthers }] };

/**
 * Writes the suite as JavaScript into a folder, as the package has it. Modules are joined into few files, as each file
 * that a process loads costs it time; what comes from npm stays outside, with its own licence.
 *
 * @param {string} folder where the files go
 */
export async function bundle(folder) {
  await joinEntries(folder);
}

/**
 * Writes the suite as JavaScript into a folder, to run here: some of what comes from npm is joined too.
 *
 * @param {string} folder where the files go
 */
export async function bundleCommands(folder) {
  await joinEntries(folder, WITH_PACKAGES);
}

/**
 * Writes the suite's own tests as JavaScript into a folder, each at its place, with source maps. Every module believes
 * to be the TypeScript file that it comes from, so that tests find fixtures and start commands as from their sources.
 *
 * @param {string} folder where the files go
 */
export async function bundleTests(folder) {
  const tests = testFiles();
  await joinModules(folder, [...tests, "scripts/test-process.ts", "scripts/test-reporter.ts"], {
    sourcemap: true,
    sourcesContent: false,
    ...WITH_PACKAGES,
    plugins: [
      { name: "places", setup: keepPlaces },
      { name: "json", setup: joinPackagesOfJson },
      ...WITH_PACKAGES.plugins,
    ],
  });
}

/** @returns {string[]} the suite's own tests, by their paths in the repository */
export function testFiles() {
  return ["src", "scripts", "tests"]
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, name)))
    .filter((path) => path.endsWith(".test.ts"))
    .sort();
}

/**
 * What Playwright's processes load and what the others do are joined apart: modules are cut into the more files, the
 * more ways there are to reach them.
 *
 * @param {string} folder
 * @param {import("esbuild").BuildOptions} [options]
 */
async function joinEntries(folder, options) {
  await Promise.all([programs(), ofPlaywright()].map((modules) => joinModules(folder, modules, options)));
}

/**
 * @param {string} folder
 * @param {readonly string[]} modules
 * @param {import("esbuild").BuildOptions} [options]
 */
async function joinModules(folder, modules, options) {
  await build({
    absWorkingDir: ROOT,
    // `success.spec.ts.js`, so that a filter for success.spec.ts finds it.
    entryPoints: modules.map((path) => ({ in: path, out: path.replace(/(?<!\.spec)\.ts$/, "") })),
    outdir: folder,
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20.19",
    logLevel: "warning",
    ...options,
  });
}

/**
 * Leaves packages outside that are not to be joined.
 *
 * @param {import("esbuild").PluginBuild} building
 */
function leaveOthers(building) {
  building.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
    const [name = path] = /^(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
    return kind === "entry-point" || JOINED.has(name) ? undefined : { path, external: true };
  });
}

/** @param {import("esbuild").PluginBuild} building */
function keepPlaces(building) {
  building.onLoad({ filter: /\.(ts|mjs)$/ }, ({ path }) => ({
    contents: readFileSync(path, "utf8")
      .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)))
      .replaceAll("import.meta.filename", JSON.stringify(path))
      .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)),
    loader: path.endsWith(".ts") ? "ts" : "js",
  }));
}

/**
 * Packages that import JSON without saying so, which Node refuses: esbuild reads it.
 *
 * @param {import("esbuild").PluginBuild} building
 */
function joinPackagesOfJson(building) {
  building.onResolve({ filter: /^@actions\// }, ({ path }) => ({ path: fileURLToPath(import.meta.resolve(path)) }));
}

/** Modules that are started by their path, which export nothing, and those that others import by it. */
function programs() {
  const started = modulesIn("src/cli").filter((path) => !/^export /m.test(readFileSync(join(ROOT, path), "utf8")));
  return [...modulesIn("src/api"), ...started];
}

/** Modules that Playwright loads by their path. */
function ofPlaywright() {
  return [
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
