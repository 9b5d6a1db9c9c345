import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, linkSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROWS } from "../../src/settings/table.ts";
import { scratchFolder } from "./scratch.ts";

const ROOT = join(import.meta.dirname, "../..");

interface Manifest {
  readonly name: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** How a program ended, and what it printed on both outputs. */
interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly text: string;
}

/** A folder with nothing but the package in it, as `npm install` of its tarball would leave it. */
export interface InstalledPackage {
  readonly folder: string;
  /** Runs the package's program there. */
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ended>;
  /** Runs Node there. */
  readonly node: (...args: readonly string[]) => Promise<Ended>;
}

/** Settings in the environment of the test run must not reach the started programs. */
const SETTINGS = new Set<string>(ROWS.map(({ name }) => name));

/**
 * Installs what `npm pack` would put into the tarball, and nothing else. Only the dependencies that the package declares
 * are beside it, so that one that it does not declare is missed. Needs no network: they come from this repository.
 */
export function installPackage(): InstalledPackage {
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Manifest;
  const folder = scratchFolder();
  const modules = join(folder, "node_modules");
  const own = join(modules, manifest.name);
  for (const path of packedFiles()) {
    mkdirSync(dirname(join(own, path)), { recursive: true });
    if (copy === undefined) copyFileSync(join(ROOT, path), join(own, path));
    else linkSync(join(copy, path), join(own, path));
  }
  copy ??= own;
  for (const name of Object.keys(manifest.dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name), "junction");
  }
  const program = join(own, manifest.bin[manifest.name] ?? "");
  return {
    folder,
    run: (args, env = {}) => runNode(folder, [program, ...args], env),
    node: (...args) => runNode(folder, args, {}),
  };
}

/** The package's files where they were installed first: nothing writes to them, so the next ones are links to them. */
let copy: string | undefined;

let packed: readonly string[] | undefined;

/** Builds the package, once, and lists what its tarball would hold. */
function packedFiles(): readonly string[] {
  packed ??= pack();
  return packed;
}

function pack(): readonly string[] {
  const printed = execFileSync("npm", ["pack", "--dry-run", "--json", "--loglevel=silent"], {
    cwd: ROOT,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  const [listed] = JSON.parse(printed.slice(printed.indexOf("["))) as { readonly files: readonly { path: string }[] }[];
  return listed?.files.map(({ path }) => path) ?? [];
}

async function runNode(cwd: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !SETTINGS.has(name) && !/^(CONFORMANCE|NODE)_/.test(name)),
  );
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...inherited, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, text: Buffer.concat([...out, ...err]).toString() };
}
