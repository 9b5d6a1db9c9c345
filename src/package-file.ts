import { existsSync } from "node:fs";
import { dirname, extname, join, relative, sep } from "node:path";

/** True where modules are built JavaScript: in the installed package, and in the commands of the repository. */
export const IS_BUILT = extname(import.meta.filename) === ".js";

const ROOT = folderAbove(import.meta.dirname, "package.json");
/** The modules, as TypeScript or built. */
const MODULES = IS_BUILT ? folderAbove(import.meta.dirname, "playwright.config.js") : ROOT;

/** True in the installed package. */
const IS_INSTALLED = ROOT.split(sep).includes("node_modules");

/** Path of a file that comes with the suite, such as `schemas/success.schema.json`. */
export function packageFile(path: string): string {
  return join(ROOT, path);
}

/** The same for a text or a command to paste: a short path from where the suite was started. */
export function packagePath(path: string): string {
  return relative(process.cwd(), packageFile(path));
}

/** The TypeScript file of a module in the repository. */
export function sourceFile(path: string): string {
  return join(ROOT, path);
}

/** Path of a module of the suite by its place in the repository, such as `src/cli/reference.ts`. */
export function moduleFile(path: string): string {
  return join(MODULES, IS_BUILT ? builtName(path) : path);
}

/** Arguments with which Node runs a command of `src/cli`, such as `reference`. */
export function commandArguments(name: string): readonly [program: string, ...string[]] {
  return IS_BUILT ? [moduleFile(`src/cli/${name}.ts`)] : [packageFile("scripts/run.mjs"), name];
}

/** The scripts of package.json that the package's program has under another name. */
const RENAMED: Readonly<Record<string, string>> = { conformance: "run" };

/**
 * A text for users, with the commands of the repository (`npm run conformance -- --list`) as those of the installed
 * package (`zitadel-conformance run --list`) where the suite is one.
 */
export function withOwnCommands(text: string, isInstalled = IS_INSTALLED): string {
  if (!isInstalled) return text;
  return text.replace(
    /\bnpm run ([a-z]+(?::[a-z]+)?)( -- (?=\S)|)/g,
    (_, script: string, rest: string) =>
      `npx zitadel-conformance ${RENAMED[script] ?? script}${rest === "" ? "" : " "}`,
  );
}

/** A spec keeps its name, as people look for it. */
function builtName(path: string): string {
  return path.endsWith(".spec.ts") ? `${path}.js` : path.replace(/\.ts$/, ".js");
}

function folderAbove(start: string, file: string): string {
  if (existsSync(join(start, file))) return start;
  const above = dirname(start);
  if (above === start) throw new Error(`The suite's ${file} is not above its modules.`);
  return folderAbove(above, file);
}
