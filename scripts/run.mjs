import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Runs a command of `src/cli` from a bundle of the present sources, which is made anew when one of them has changed:
 * `node scripts/run.mjs drift OLD NEW`. A process that loads hundreds of TypeScript files would take a second longer.
 */
const ROOT = join(import.meta.dirname, "..");
const BUNDLES = join(ROOT, "node_modules/.cache/zitadel-conformance");

// From Node 22 on, compiled code is kept too.
module.enableCompileCache?.();
const folder = await bundleOfPresentSources();
const [name] = process.argv.splice(2, 1);
const program = join(folder, "src/cli", `${name}.js`);
process.argv[1] = program;
await import(pathToFileURL(program).href);

async function bundleOfPresentSources() {
  const folder = join(BUNDLES, stateOf(sources()));
  if (existsSync(folder)) return folder;
  const { bundle } = await import("./bundle.mjs");
  mkdirSync(BUNDLES, { recursive: true });
  const others = readdirSync(BUNDLES);
  const made = `${folder}.${process.pid}`;
  try {
    await bundle(made);
  } catch {
    // esbuild has shown where.
    process.exit(2);
  }
  take(made, folder);
  removeOld(others);
  return folder;
}

/** Another process may have been faster: its bundle is the same. */
function take(made, folder) {
  try {
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** A process may still run from the last one or load the next one: only what is an hour old goes. */
function removeOld(names) {
  for (const each of names) {
    const path = join(BUNDLES, each);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

function sources() {
  const nested = ["src", "scripts"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true }).map((path) => join(folder, path)),
  );
  const flat = readdirSync(join(ROOT, "tests")).map((path) => join("tests", path));
  return [...nested, ...flat, "playwright.config.ts", "package-lock.json"].filter(
    (path) => /\.(ts|mjs|json)$/.test(path) && !path.endsWith(".test.ts"),
  );
}

function stateOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths.sort()) {
    const { mtimeMs, size } = statSync(join(ROOT, path));
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}
