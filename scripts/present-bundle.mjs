import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const BUNDLES = join(ROOT, "node_modules/.cache/zitadel-conformance");

/**
 * The folder of a bundle of the present sources, which is made anew when one of them has changed. Ends the process with
 * code 2 where they cannot be bundled.
 *
 * @param {"commands" | "tests"} kind the commands of `src/cli`, or the suite's own tests
 */
export async function presentBundle(kind) {
  const folder = join(BUNDLES, `${kind}-${stateOf(kind === "tests" ? sources() : sources().filter(isOfCommands))}`);
  if (existsSync(folder)) return folder;
  const { bundleCommands, bundleTests } = await import("./bundle.mjs");
  mkdirSync(BUNDLES, { recursive: true });
  const others = readdirSync(BUNDLES);
  const made = `${folder}.${process.pid}`;
  try {
    await (kind === "tests" ? bundleTests(made) : bundleCommands(made));
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
  const nested = ["src", "scripts", "tests"].flatMap(filesBelow);
  return [...nested, "playwright.config.ts", "package-lock.json"].filter((path) => /\.(ts|mjs|json)$/.test(path));
}

/** Node's own recursive listing asks for the state of each entry, which every command would wait for. */
function filesBelow(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Tests are no part of the commands, but the specs beside their folders are. */
function isOfCommands(path) {
  return !path.endsWith(".test.ts") && !/^tests[/\\].*[/\\]/.test(path);
}

/** Tests know where their sources are, so the place of the repository is part of it. */
function stateOf(paths) {
  const hash = createHash("sha256").update(ROOT);
  for (const path of paths.sort()) {
    const { mtimeMs, size } = statSync(join(ROOT, path));
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}
